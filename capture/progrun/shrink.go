package progrun

import (
	"bytes"
	"slices"

	"difftest/capture"
)

// maxShrinkTests limits how often Shrink tries.
const maxShrinkTests = 150

// Shrink makes an input as like as it can to the one that it was made of, and its packet as short, so that separates still
// holds for it. It holds for in.
func (m *Method) Shrink(in, base capture.Input, separates func(capture.Input) bool) capture.Input {
	s := shrinker{method: m, best: in, separates: separates, left: maxShrinkTests}
	if n := len(base.Data); len(in.Data) > n && n > 0 {
		s.try(m.Settled(in, n))
	}
	for _, part := range []func(*capture.Input) *[]byte{
		func(in *capture.Input) *[]byte { return &in.Data },
		func(in *capture.Input) *[]byte { return &in.Ctx },
		func(in *capture.Input) *[]byte { return &in.State },
	} {
		s.revert(part, *part(&base))
	}
	for cut := len(s.best.Data) / 2; cut > 0; cut /= 2 {
		for len(s.best.Data)-cut >= minFrame && s.try(m.Settled(s.best, len(s.best.Data)-cut)) {
		}
	}
	return s.best
}

type shrinker struct {
	method    *Method
	best      capture.Input
	separates func(capture.Input) bool
	left      int
}

// try takes an input for the best if it still separates.
func (s *shrinker) try(in capture.Input) bool {
	if s.left == 0 {
		return false
	}
	s.left--
	if !s.separates(in) {
		return false
	}
	s.best = in
	return true
}

// revert puts bytes of base in the place of those that are otherwise in a part of the input: many at once, then fewer.
func (s *shrinker) revert(part func(*capture.Input) *[]byte, base []byte) {
	var places []int
	for i, b := range *part(&s.best) {
		if i < len(base) && b != base[i] {
			places = append(places, i)
		}
	}
	for size := len(places); size > 0; size /= 2 {
		for from := 0; from < len(places); {
			chunk := places[from:min(from+size, len(places))]
			in := s.best
			edited := bytes.Clone(*part(&in))
			for _, i := range chunk {
				edited[i] = base[i]
			}
			*part(&in) = edited
			if s.try(in) {
				places = slices.Delete(places, from, from+len(chunk))
			} else {
				from += size
			}
		}
	}
}
