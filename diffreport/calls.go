package diffreport

import "difftest/normalize"

// Calls says how many bpf(2) calls a library made.
type Calls struct {
	All     int // calls of the library
	Probes  int // among them those that the loaded objects never reach
	Retries int // among them attempts that a later one replaced
}

func callsOf(f *normalize.Form) Calls {
	return Calls{All: f.Counts.Calls, Probes: f.Counts.Probes, Retries: f.Counts.Retries}
}

// add adds other to c.
func (c *Calls) add(other Calls) {
	c.All += other.All
	c.Probes += other.Probes
	c.Retries += other.Retries
}

// calls writes what each library asked the kernel, the reference's counted once for each object.
func (t *textWriter) calls() {
	var names []string
	sums := map[string]*Calls{}
	add := func(name string, c Calls) {
		if sums[name] == nil {
			names, sums[name] = append(names, name), &Calls{}
		}
		sums[name].add(c)
	}
	seen := map[string]bool{}
	for _, r := range t.report.Results {
		if !seen[r.Object] {
			seen[r.Object] = true
			add(named(t.report.Reference, r.ReferenceVersion), r.ReferenceCalls)
		}
		if r.Loader != t.report.Reference {
			add(named(r.Loader, r.Version), r.Calls)
		}
	}
	for _, name := range names {
		c := sums[name]
		if c.All > 0 {
			t.printf("%s made %s of bpf(2): probes %d, retries %d\n", name, plural(c.All, "call"), c.Probes, c.Retries)
		}
	}
}
