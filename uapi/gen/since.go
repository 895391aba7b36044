package main

// releases are the kernels whose BTF is committed, oldest first. The bindings are those of the last.
var releases = []string{"5.10", "6.1", "6.12", "6.18"}

// A history is the kernels of releases.
type history []*kernel

// newest is the kernel that is generated from.
func (h history) newest() *kernel { return h[len(h)-1] }

// since returns the oldest kernel for which has is true, or "" if that is the first of all.
func (h history) since(has func(*kernel) bool) string {
	for i, k := range h {
		if has(k) {
			if i == 0 {
				return ""
			}
			return k.name
		}
	}
	return ""
}

func (h history) sinceValue(name string) string {
	return h.since(func(k *kernel) bool { _, ok := k.values[name]; return ok })
}

// sinceField takes a field to be as old as the oldest of the union members that it stands for.
func (h history) sinceField(structure string, f field) string {
	return h.since(func(k *kernel) bool {
		for _, path := range append([]string{f.Path}, f.Also...) {
			if _, ok := k.fields[structure][path]; ok {
				return true
			}
		}
		return false
	})
}

// note is the sentence for a comment.
func note(since string) string {
	if since == "" {
		return ""
	}
	return " Since at most " + since + "."
}
