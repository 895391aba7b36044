package diffreport

// slide moves each range that is only missing or only extra to where it fits best. Among equal instructions it is
// arbitrary which of them is the extra one; where source lines begin and where jumps go to tell.
func (d *diffing) slide() {
	inverse := make([]int, len(d.got.keys))
	for j := range inverse {
		inverse[j] = -1
	}
	for i, j := range d.match {
		if j >= 0 {
			inverse[j] = i
		}
	}
	for _, h := range d.hunks(func(int) bool { return true }) {
		switch {
		case h.refLo == h.refHi:
			s := slider{d.got, d.ref, inverse, d.match}
			s.best(h.gotLo, h.gotHi)
		case h.gotLo == h.gotHi:
			s := slider{d.ref, d.got, d.match, inverse}
			s.best(h.refLo, h.refHi)
		}
	}
}

// A slider moves ranges of one side that have no counterpart in the other.
type slider struct {
	side, other       code
	match, otherMatch []int // counterparts in the other side, and the other side's in this one
}

// best moves the range lo to hi down as far as it goes and then up to where what it passes fits best.
func (s slider) best(lo, hi int) {
	for s.down(lo, hi) {
		lo, hi = lo+1, hi+1
	}
	least, sum := 0, 0
	from := lo
	for {
		change, ok := s.up(lo, hi)
		if !ok {
			break
		}
		lo, hi, sum = lo-1, hi-1, sum+change
		if sum < least {
			least, from = sum, lo
		}
	}
	for lo < from {
		s.down(lo, hi)
		lo, hi = lo+1, hi+1
	}
}

// down moves the range by one, if its first instruction is like the one behind it.
func (s slider) down(lo, hi int) bool {
	if hi >= len(s.match) || s.match[hi] < 0 || s.side.keys[lo] != s.side.keys[hi] {
		return false
	}
	s.rematch(hi, lo)
	return true
}

// up moves the range by one the other way and returns how much worse what it passed fits.
func (s slider) up(lo, hi int) (worse int, ok bool) {
	if lo == 0 || s.match[lo-1] < 0 || s.side.keys[lo-1] != s.side.keys[hi-1] {
		return 0, false
	}
	other := s.match[lo-1]
	worse = s.misfit(hi-1, other) - s.misfit(lo-1, other)
	s.rematch(lo-1, hi-1)
	return worse, true
}

// rematch gives the counterpart of instruction from to instruction to.
func (s slider) rematch(from, to int) {
	s.match[to], s.match[from] = s.match[from], -1
	s.otherMatch[s.match[to]] = to
}

// misfit counts what does not fit between instruction i and instruction other of the other side.
func (s slider) misfit(i, other int) int {
	a, b := s.side.insns[i], s.other.insns[other]
	n := 0
	if a.Line != b.Line || a.Src != b.Src {
		n++
	}
	if (a.Label == "") != (b.Label == "") {
		n++
	}
	return n
}
