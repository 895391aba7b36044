package corpus

import (
	"slices"
	"strings"
	"testing"

	"difftest/object"
)

func TestNeedMet(t *testing.T) {
	here := Target{
		Kernel: "6.18.44-x", CPUs: 2, BTF: true, Config: "CONFIG_A=y\nCONFIG_B=m\n# CONFIG_C is not set\nCONFIG_D=\"n\"\n",
		ProgTypes: []string{"tracing"},
	}
	for need, want := range map[Need]bool{
		"kernel 5.18": true, "kernel 6.18": true, "kernel 6.18.44": true, "kernel 6.18.45": false, "kernel 6.19": false,
		"kernel 10.0": false, "config CONFIG_A": true, "config CONFIG_B": true, "config CONFIG_C": false,
		"config CONFIG_D": false, "config CONFIG_": false, "prog_type tracing": true, "prog_type lsm": false, "cpus 2": true,
		"cpus 3": false, "btf": true,
	} {
		if got, err := need.Met(here); got != want || err != nil {
			t.Errorf("%s: %v, %v, want %v", need, got, err, want)
		}
		if got, err := need.Met(Target{}); got || err != nil {
			t.Errorf("%s: %v, %v by a target that has nothing", need, got, err)
		}
	}
	for _, need := range []Need{
		"", "kernels 5.18", "kernel", "kernel new", "kernel 6", "config NET_NS", "prog_type xdp", "cpus two", "btf yes",
	} {
		if met, err := need.Met(here); met || err == nil {
			t.Errorf("%q: %v, no error", need, met)
		}
	}
}

// TestNeeds: needs are taken from tags and side files; one that is not known is an error that names what it stands on.
func TestNeeds(t *testing.T) {
	c := Case{Object: "cases/a/b.o"}
	tag := func(need string) []object.Tag { return []object.Tag{{On: "prog", Value: "comment:test_needs=" + need}} }
	if err := c.AddTags(append(tag("cpus 2"), tag("btf")...)); err != nil {
		t.Fatal(err)
	}
	if err := c.fill(sideFile{Needs: []Need{"kernel 6.0", "btf"}}); err != nil {
		t.Fatal(err)
	}
	if want := []Need{"cpus 2", "btf", "kernel 6.0"}; !slices.Equal(c.Needs, want) {
		t.Errorf("%q, want %q", c.Needs, want)
	}
	if got, want := c.Unmet(Target{Kernel: "6.1.0", CPUs: 1}), []string{"cpus 2", "btf"}; !slices.Equal(got, want) {
		t.Errorf("unmet %q, want %q", got, want)
	}
	const want = `unknown need "more memory"`
	err := c.AddTags(tag("more memory"))
	if err == nil || !strings.Contains(err.Error(), "cases/a/b.o: tag on prog: "+want) {
		t.Errorf("%v", err)
	}
	err = c.fill(sideFile{Needs: []Need{"more memory"}})
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v", err)
	}
}
