package diffreport

// maxEdits is how many edits align looks for before it takes all that is left for one change: the work grows with
// its square, and two functions further apart than this have no places worth naming.
const maxEdits = 2000

// align returns, for each element of a, the index of its equal in b, or -1. It is deterministic. Lists of equal length
// are aligned place by place if no more places differ than a longest common subsequence leaves over: loaders change
// instructions where they stand. Equal beginnings and ends are taken first, so a single changed, missing or extra
// element is always found as exactly that.
func align(a, b []int32) []int {
	inPlace, changed := alignInPlace(a, b)
	if inPlace != nil && changed <= 2 {
		return inPlace
	}
	match := alignByOrder(a, b)
	if inPlace != nil && changed <= edits(match, len(b)) {
		return inPlace
	}
	return match
}

// alignInPlace aligns lists of equal length place by place, and counts the places that differ.
func alignInPlace(a, b []int32) (match []int, changed int) {
	if len(a) != len(b) {
		return nil, 0
	}
	match = make([]int, len(a))
	for i := range a {
		match[i] = i
		if a[i] != b[i] {
			match[i] = -1
			changed++
		}
	}
	return match, changed
}

// edits counts the elements without a counterpart on either side.
func edits(match []int, n int) int {
	missing := 0
	for _, j := range match {
		if j < 0 {
			missing++
		}
	}
	return missing + n - (len(match) - missing)
}

// alignByOrder finds a longest common subsequence.
func alignByOrder(a, b []int32) []int {
	match := make([]int, len(a))
	lo := 0
	for lo < len(a) && lo < len(b) && a[lo] == b[lo] {
		match[lo] = lo
		lo++
	}
	hiA, hiB := len(a), len(b)
	for hiA > lo && hiB > lo && a[hiA-1] == b[hiB-1] {
		hiA, hiB = hiA-1, hiB-1
		match[hiA] = hiB
	}
	for i := lo; i < hiA; i++ {
		match[i] = -1
	}
	for _, p := range myers(a[lo:hiA], b[lo:hiB]) {
		match[lo+p[0]] = lo + p[1]
	}
	return match
}

// myers returns the pairs of indices of a longest common subsequence of a and b, or none if they are more than
// maxEdits apart. See Eugene W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986.
func myers(a, b []int32) [][2]int {
	limit := min(len(a)+len(b), maxEdits)
	v := make([]int32, 2*limit+3) // furthest x on each diagonal k, at v[k+limit+1]
	var trace [][]int32
	for d := 0; d <= limit; d++ {
		for k := -d; k <= d; k += 2 {
			x := furthest(v, limit+1, k, d)
			for int(x) < len(a) && int(x)-k < len(b) && a[x] == b[int(x)-k] {
				x++
			}
			v[k+limit+1] = x
			if int(x) >= len(a) && int(x)-k >= len(b) {
				return backtrack(trace, len(a), len(b))
			}
		}
		row := make([]int32, 2*d+1)
		copy(row, v[limit+1-d:limit+2+d])
		trace = append(trace, row)
	}
	return nil
}

// furthest is where diagonal k starts after one more edit: down from k+1 or right from k-1.
func furthest(v []int32, zero, k, d int) int32 {
	if d == 0 {
		return 0
	}
	if k == -d || k != d && v[zero+k-1] < v[zero+k+1] {
		return v[zero+k+1]
	}
	return v[zero+k-1] + 1
}

// backtrack walks from the end (x, y) back through the rows of trace and collects the diagonal steps.
func backtrack(trace [][]int32, x, y int) [][2]int {
	var pairs [][2]int
	for d := len(trace); d > 0; d-- {
		row := trace[d-1] // furthest x after d-1 edits; diagonal k at row[k+d-1]
		at := func(k int) int {
			if k < -(d-1) || k > d-1 {
				return -1
			}
			return int(row[k+d-1])
		}
		k := x - y
		prev := k - 1
		if k == -d || k != d && at(k-1) < at(k+1) {
			prev = k + 1
		}
		px := at(prev)
		py := px - prev
		sx := px // where the edit of this step ended
		if prev == k-1 {
			sx++
		}
		for x > sx {
			x, y = x-1, y-1
			pairs = append(pairs, [2]int{x, y})
		}
		x, y = px, py
	}
	for x > 0 && y > 0 {
		x, y = x-1, y-1
		pairs = append(pairs, [2]int{x, y})
	}
	return pairs
}
