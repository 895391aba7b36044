package host

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"difftest/diffreport"
	"difftest/internal/bpftest"
)

// ownDoing is what a loader is known not to do the same each time.
type ownDoing struct {
	object string // base name; empty for any
	key    string // beginning of the key of the difference
	source string // where the loader's source decides by chance
}

// ownDoings are the known ones by loader. All else that a loader does otherwise the next time fails the test.
var ownDoings = map[string][]ownDoing{
	"cilium-ebpf": {{
		"", "stage", // programs are loaded in the order of a Go map: the first that fails decides where the load stops
		"https://github.com/cilium/ebpf/blob/v0.22.0/collection.go#L292",
	}},
	"aya": {{
		// a map without a symbol of its own is any of its section's, the last of a hash table
		"static-maps.o", "prog use_",
		"https://github.com/aya-rs/aya/blob/aya-obj-v0.3.0/aya-obj/src/relocation.rs#L116",
	}},
}

// otherOrders is how often the other loaders are recorded. One that takes any of three maps takes the same one each time
// once in some thousand runs.
const otherOrders = 8

// TestOthersAgreeWithThemselves: the other loaders, too, do the same each time, but for what is known and named.
func TestOthersAgreeWithThemselves(t *testing.T) {
	bpftest.Require(t)
	paths := []string{"../corpus/cases/maps"}
	limit := defaultTimeout
	if os.Getenv("DIFFTEST_SELFTESTS") != "" {
		paths, limit = append(paths, selftestsDir(t)), slowLimit
	}
	for loader, known := range ownDoings {
		t.Run(loader, func(t *testing.T) {
			check := selfCheck{loader: loader, paths: paths, orders: otherOrders, limit: limit}
			a, objects, recs := check.recordings(t)
			same, seen := 0, map[string]bool{}
			for i := range objects {
				sides := a.sides(recs[i])
				alike := true
				for _, side := range sides[1:] {
					r := a.judgeSides(sides[0], side)
					alike = alike && isStable(t, &r, known, seen)
				}
				if alike {
					same++
				}
			}
			t.Logf("%d of %d objects the same in %d recordings", same, len(objects), otherOrders)
			for _, own := range known {
				if own.object != "" && !seen[own.object] {
					t.Errorf("%s is not unstable: %s", own.object, own.source)
				}
			}
			if same*10 < len(objects)*9 {
				t.Errorf("only %d of %d objects are the same each time", same, len(objects))
			}
		})
	}
}

// isStable reports whether two recordings of a loader are alike, and checks that it is known where they are not.
func isStable(t *testing.T, r *diffreport.Result, known []ownDoing, seen map[string]bool) bool {
	t.Helper()
	switch r.Verdict {
	case diffreport.Same, diffreport.Skipped:
		return true
	case diffreport.Unstable:
	default:
		t.Errorf("%s: %s %s", r.Object, r.Verdict, r.Reason)
		return false
	}
	base := filepath.Base(r.Object)
	for _, d := range r.Differences {
		own := false
		for _, o := range known {
			own = own || (o.object == "" || o.object == base) && strings.HasPrefix(d.Key, o.key)
		}
		if d.IsCause() && !own {
			t.Errorf("%s: %s: %q and %q", r.Object, d.Key, d.Reference, d.Got)
		}
	}
	seen[base] = true
	return false
}
