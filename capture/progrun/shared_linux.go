package progrun

import (
	"encoding/binary"
	"fmt"
	"os"
	"sync/atomic"

	"golang.org/x/sys/unix"
)

// shared is memory that the host shares with a runner process. The process leaves its replies there, which outlive it, and
// wakes the host when all runs of a program are made: a message for each run would cost more than the run.
type shared struct{ mem []byte }

const (
	// sharedSize is room for the replies of a program; what does not fit goes over the socket.
	sharedSize = 1 << 20
	// sharedHead is what stands before the replies: how many bytes of them there are.
	sharedHead = 64
)

// newShared makes shared memory. The file is for the process; the caller closes it.
func newShared() (*shared, *os.File, error) {
	fd, err := unix.MemfdCreate("replies", unix.MFD_CLOEXEC)
	if err != nil {
		return nil, nil, fmt.Errorf("memfd: %w", err)
	}
	file := os.NewFile(uintptr(fd), "replies")
	if err := unix.Ftruncate(fd, sharedSize); err != nil {
		file.Close()
		return nil, nil, fmt.Errorf("memfd: %w", err)
	}
	s, err := mapShared(fd)
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return s, file, nil
}

// mapShared maps the memory behind a descriptor.
func mapShared(fd int) (*shared, error) {
	mem, err := unix.Mmap(fd, 0, sharedSize, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("mmap: %w", err)
	}
	return &shared{mem: mem}, nil
}

func (s *shared) close() { _ = unix.Munmap(s.mem) }

// end is how many bytes of replies there are.
func (s *shared) end() *atomic.Uint64 { return counter(s.mem, 0) }

// put adds a reply. It reports whether there was room for it.
func (s *shared) put(body []byte) bool {
	end := s.end().Load()
	if end > sharedSize || uint64(len(body)) > sharedSize {
		return false
	}
	if at := sharedHead + end; at+4+uint64(len(body)) <= sharedSize {
		binary.LittleEndian.PutUint32(s.mem[at:], uint32(len(body)))
		copy(s.mem[at+4:], body)
		s.end().Store(end + 4 + uint64(len(body)))
		return true
	}
	return false
}

// take copies the reply that stands at an offset and returns the offset behind it. ok is false if there is none: the
// program that was run may have written anywhere.
func (s *shared) take(from uint64) (body []byte, next uint64, ok bool) {
	end := s.end().Load()
	if end > sharedSize-sharedHead || from+4 > end {
		return nil, from, false
	}
	at := sharedHead + from
	n := uint64(binary.LittleEndian.Uint32(s.mem[at:]))
	if next = from + 4 + n; next > end {
		return nil, from, false
	}
	return append([]byte{}, s.mem[at+4:at+4+n]...), next, true
}
