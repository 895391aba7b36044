package diffreport

// maxMoveGap is how many equal instructions may lie between two changes that are taken for one because together they
// only reorder instructions. Further apart they are two changes.
const maxMoveGap = 16

// A hunk is a range of instructions of the reference that differs from a range of the loader's. Either may be empty.
type hunk struct{ refLo, refHi, gotLo, gotHi int }

// A diffing is two functions aligned.
type diffing struct {
	ref, got code
	match    []int  // for each instruction of ref its counterpart in got, or -1
	texts    []hunk // the ranges whose instructions differ, or stand in another order
	changes  []hunk // these and counterparts that jump elsewhere: each one difference
}

// diffCode aligns two functions.
func diffCode(ref, got code) *diffing {
	ids := map[string]int32{}
	d := &diffing{ref: ref, got: got}
	d.match = align(intern(ids, ref.keys), intern(ids, got.keys))
	d.slide()
	d.texts = d.mergeMoves(d.hunks(func(int) bool { return true }))
	d.changes = d.mergeMoves(d.hunks(d.jumpsAlike))
	return d
}

func intern(ids map[string]int32, keys []string) []int32 {
	out := make([]int32, len(keys))
	for i, k := range keys {
		id, ok := ids[k]
		if !ok {
			id = int32(len(ids))
			ids[k] = id
		}
		out[i] = id
	}
	return out
}

// hunks returns the maximal ranges without counterparts; counterparts for which equal is false are none.
func (d *diffing) hunks(equal func(ref int) bool) []hunk {
	var out []hunk
	cur := hunk{}
	flush := func() {
		if cur.refHi > cur.refLo || cur.gotHi > cur.gotLo {
			out = append(out, cur)
		}
	}
	for i, j := range d.match {
		if j < 0 {
			cur.refHi = i + 1
			continue
		}
		if !equal(i) {
			cur.refHi, cur.gotHi = i+1, j+1
			continue
		}
		cur.gotHi = j
		flush()
		cur = hunk{i + 1, i + 1, j + 1, j + 1}
	}
	cur.refHi, cur.gotHi = len(d.match), len(d.got.keys)
	flush()
	return out
}

// jumpsAlike reports whether instruction ref and its counterpart jump to corresponding places, if they jump.
func (d *diffing) jumpsAlike(ref int) bool {
	to, toGot := d.ref.target[ref], d.got.target[d.match[ref]]
	if to < 0 || toGot < 0 {
		return to == toGot
	}
	return d.corresponds(to, toGot)
}

// corresponds reports whether place i of ref is place j of got: they are counterparts, or lie equally far from the
// beginning or the end of ranges that stand in each other's place.
func (d *diffing) corresponds(i, j int) bool {
	if i < len(d.match) && d.match[i] == j || i == len(d.match) && j == len(d.got.insns) {
		return true
	}
	for _, h := range d.texts {
		if i < h.refLo || i > h.refHi || j < h.gotLo || j > h.gotHi {
			continue
		}
		return i-h.refLo == j-h.gotLo || h.refHi-i == h.gotHi-j
	}
	return false
}

// mergeMoves joins changes that are near each other and together remove what they add.
func (d *diffing) mergeMoves(hunks []hunk) []hunk {
	var out []hunk
	for i := 0; i < len(hunks); i++ {
		h := hunks[i]
		for j := i + 1; j < len(hunks) && hunks[j].refLo-hunks[i].refHi <= maxMoveGap; j++ {
			joined := hunk{h.refLo, hunks[j].refHi, h.gotLo, hunks[j].gotHi}
			if !d.reorders(hunks[i:i+1]) && d.reorders(hunks[i:j+1]) {
				h, i = joined, j
				break
			}
		}
		out = append(out, h)
	}
	return out
}

// reorders reports whether hunks together remove the same instructions that they add.
func (d *diffing) reorders(hunks []hunk) bool {
	count := map[string]int{}
	for _, h := range hunks {
		for _, k := range d.ref.keys[h.refLo:h.refHi] {
			count[k]++
		}
		for _, k := range d.got.keys[h.gotLo:h.gotHi] {
			count[k]--
		}
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}
