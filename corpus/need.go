package corpus

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Need is what a case needs of a target so that all of it can be shown there, as its tag or side file words it:
//
//	kernel 5.18            a kernel of this release or a later one
//	config CONFIG_NET_NS   an option that is on in the kernel's configuration
//	prog_type tracing      that the kernel lets in a program of this type which is for one of its functions
//	cpus 2                 this many possible CPUs
//	btf                    that the kernel has BTF
type Need string

// Target is what a machine has of what cases need.
type Target struct {
	Kernel    string   // release, as uname -r prints it
	CPUs      int      // possible ones
	BTF       bool     // the kernel has its own
	Config    string   // text of the kernel's configuration; empty if it cannot be read
	ProgTypes []string // of ProbedTypes those that load
}

// ProbedTypes are the program types that a case can need, since kernels of one release differ in whether they let them
// in.
var ProbedTypes = []string{"lsm", "tracing"}

// needKinds say whether a target meets a need, by the need's first word. A value that cannot be meant is an error.
var needKinds = map[string]func(value string, t Target) (bool, error){
	"kernel": func(value string, t Target) (bool, error) {
		want, err := release(value)
		if err != nil {
			return false, err
		}
		have, _ := release(t.Kernel)
		return slices.Compare(have, want) >= 0, nil
	},
	"config": func(value string, t Target) (bool, error) {
		if !strings.HasPrefix(value, "CONFIG_") {
			return false, fmt.Errorf("%q is no option", value)
		}
		config := "\n" + t.Config
		return strings.Contains(config, "\n"+value+"=y\n") || strings.Contains(config, "\n"+value+"=m\n"), nil
	},
	"prog_type": func(value string, t Target) (bool, error) {
		if !slices.Contains(ProbedTypes, value) {
			return false, fmt.Errorf("%q is none of %v", value, ProbedTypes)
		}
		return slices.Contains(t.ProgTypes, value), nil
	},
	"cpus": func(value string, t Target) (bool, error) {
		n, err := strconv.Atoi(value)
		return err == nil && t.CPUs >= n, err
	},
	"btf": func(value string, t Target) (bool, error) {
		if value != "" {
			return false, fmt.Errorf("%q is too much", value)
		}
		return t.BTF, nil
	},
}

// Met reports whether a target meets the need. A need that is not known is an error, whatever the target.
func (n Need) Met(t Target) (bool, error) {
	kind, value, _ := strings.Cut(string(n), " ")
	met := needKinds[kind]
	if met == nil {
		return false, fmt.Errorf("unknown need %q", n)
	}
	ok, err := met(value, t)
	if err != nil {
		return false, fmt.Errorf("need %q: %w", n, err)
	}
	return ok, nil
}

// Unmet returns the needs of the case that a target does not meet.
func (c Case) Unmet(t Target) []string {
	var unmet []string
	for _, n := range c.Needs {
		if met, err := n.Met(t); err != nil || !met {
			unmet = append(unmet, string(n))
		}
	}
	return unmet
}

// release returns the numbers that a kernel release begins with: two or three.
func release(text string) ([]int, error) {
	var numbers []int
	for _, part := range strings.SplitN(text, ".", 3) {
		digits := part[:len(part)-len(strings.TrimLeft(part, "0123456789"))]
		n, err := strconv.Atoi(digits)
		if err != nil {
			return nil, fmt.Errorf("%q is no release", text)
		}
		numbers = append(numbers, n)
	}
	if len(numbers) < 2 {
		return nil, fmt.Errorf("%q is no release", text)
	}
	return numbers, nil
}
