package diffreport

import "strings"

// Keep leaves out each cause, with what follows from it, for which keep is false, and judges r anew. keep is given a
// cause and its consequences. A result of which nothing was compared stays as it is.
func (r *Result) Keep(keep func(group []Difference) bool) {
	kept := []Difference{}
	for i := 0; i < len(r.Differences); {
		next := i + 1
		for next < len(r.Differences) && !r.Differences[next].IsCause() {
			next++
		}
		if group := r.Differences[i:next]; keep(group) {
			kept = append(kept, group...)
		}
		i = next
	}
	r.Differences = kept
	switch r.Verdict {
	case Same, Known, Differs:
		r.Verdict = r.sum()
	}
}

// sum is the verdict that the differences of a compared pair come to.
func (r *Result) sum() Verdict {
	verdict := Same
	for _, d := range r.Differences {
		if !d.Known {
			return Differs
		}
		verdict = Known
	}
	return verdict
}

// Program returns the name of the program that the difference is about, or "" if it is about none.
func (d Difference) Program() string {
	words := strings.Fields(d.Key)
	if len(words) < 2 || words[0] != "prog" {
		return ""
	}
	name, _, _ := strings.Cut(words[1], "#") // "p#2" is the second that is called p
	return name
}
