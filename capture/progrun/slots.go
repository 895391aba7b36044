package progrun

import (
	"runtime"
	"sync"
)

// slots counts the runs that may be under way at a time. A program that cannot be stopped keeps its slot, so that such
// programs never take every CPU: where the kernel is not preemptible, each has one to itself.
type slots struct {
	mu      sync.Mutex
	changed *sync.Cond
	total   int
	taken   int // by runs, abandoned ones among them
	lost    int // by abandoned ones
}

// cpuSlots are the slots of all runners of this process: one CPU is always left.
var cpuSlots = newSlots(max(1, runtime.NumCPU()-1))

// newSlots returns n free slots.
func newSlots(n int) *slots {
	s := &slots{total: n}
	s.changed = sync.NewCond(&s.mu)
	return s
}

// take waits for a slot. It returns ErrAbandoned if all are lost.
func (s *slots) take() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.taken == s.total {
		if s.lost == s.total {
			return ErrAbandoned
		}
		s.changed.Wait()
	}
	s.taken++
	return nil
}

// put gives a slot back.
func (s *slots) put() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken--
	s.changed.Broadcast()
}

// lose gives a slot back when ended is closed.
func (s *slots) lose(ended <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lost++
	s.changed.Broadcast()
	go func() {
		<-ended
		s.mu.Lock()
		defer s.mu.Unlock()
		s.lost--
		s.taken--
		s.changed.Broadcast()
	}()
}
