package diffreport

import "testing"

// TestAlign compares alignments with those that a table of all sub-lists gives.
func TestAlign(t *testing.T) {
	for seed := range uint64(3000) {
		g := newGenerator(seed)
		a, b := g.list(), g.list()
		match := alignByOrder(a, b)
		checkMatch(t, a, b, match)
		if have, want := len(a)+len(b)-2*common(a, b), edits(match, len(b)); have != want {
			t.Fatalf("seed %d: %v %v: %d edits, want %d", seed, a, b, want, have)
		}
		checkMatch(t, a, b, align(a, b))
	}
}

// list makes a short list of few different numbers.
func (g generator) list() []int32 {
	list := make([]int32, g.IntN(12))
	for i := range list {
		list[i] = int32(g.IntN(4))
	}
	return list
}

// checkMatch checks that match goes up and pairs equals.
func checkMatch(t *testing.T, a, b []int32, match []int) {
	t.Helper()
	last := -1
	for i, j := range match {
		if j < 0 {
			continue
		}
		if j <= last || a[i] != b[j] {
			t.Fatalf("%v %v: match %v", a, b, match)
		}
		last = j
	}
}

// common is the length of a longest common subsequence, found the slow way.
func common(a, b []int32) int {
	best := make([][]int, len(a)+1)
	for i := range best {
		best[i] = make([]int, len(b)+1)
	}
	for i := range a {
		for j := range b {
			best[i+1][j+1] = max(best[i][j+1], best[i+1][j])
			if a[i] == b[j] {
				best[i+1][j+1] = max(best[i+1][j+1], best[i][j]+1)
			}
		}
	}
	return best[len(a)][len(b)]
}

// TestAlignGivesUp checks that lists far apart are one change, and that the work on them is bounded.
func TestAlignGivesUp(t *testing.T) {
	var a, b []int32
	for i := range int32(200_000) {
		a, b = append(a, 2*i), append(b, 2*i+1)
	}
	b = append(b, -1)
	for i, j := range align(a, b) {
		if j >= 0 {
			t.Fatalf("element %d has a counterpart", i)
		}
	}
}

// TestLongProgram changes one instruction of a program as long as the kernel takes.
func TestLongProgram(t *testing.T) {
	const n = 1_000_000
	text := make([]int32, n)
	for i := range text {
		text[i] = int32(i % 50)
	}
	other := append([]int32{}, text...)
	other[n/3], other[n/2] = 77, 78
	other = append(other[:n-10], other[n-9:]...)
	match := align(text, other)
	if got := edits(match, len(other)); got != 5 {
		t.Errorf("%d edits, want 5", got)
	}
}
