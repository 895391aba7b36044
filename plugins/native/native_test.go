package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"

	"difftest/internal/bpftest"
	"difftest/plugins/proto"
)

// listModule returns what `go list -m -f format` says of the library.
func listModule(t *testing.T, format string) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", format, module).Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return strings.TrimSpace(string(out))
}

func TestVersion(t *testing.T) {
	if got, want := "v"+version(), listModule(t, "{{.Version}}"); got != want {
		t.Errorf("version %q, go.mod says %q", got, want)
	}
}

// TestReachedMaps follows a map in an instruction, a program in a slot and an inner map, and leaves out the rest.
func TestReachedMaps(t *testing.T) {
	refer := func(maps ...string) *ebpf.ProgramSpec {
		spec := &ebpf.ProgramSpec{}
		for _, name := range maps {
			spec.Instructions = append(spec.Instructions, asm.LoadMapPtr(asm.R1, 0).WithReference(name))
		}
		return spec
	}
	spec := &ebpf.CollectionSpec{
		Programs: map[string]*ebpf.ProgramSpec{
			"entry": refer("slots", "counts", "counts"), "slot": refer("outer", "slots"), "other": refer("unreached"),
		},
		Maps: map[string]*ebpf.MapSpec{
			"slots":  {Type: ebpf.ProgramArray, Contents: []ebpf.MapKV{{Key: uint32(0), Value: "slot"}}},
			"counts": {Type: ebpf.Array, Contents: []ebpf.MapKV{{Key: uint32(0), Value: uint32(1)}}},
			"outer":  {Type: ebpf.ArrayOfMaps, Contents: []ebpf.MapKV{{Key: uint32(0), Value: "inner"}}},
			"inner":  {Type: ebpf.Array}, "unreached": {Type: ebpf.Array},
		},
	}
	got := reachedMaps(spec, []string{"entry"})
	if want := []string{"slots", "outer", "inner", "counts"}; !slices.Equal(got, want) {
		t.Errorf("reached %q, want %q", got, want)
	}
}

// TestLoad loads objects that the library brings for its own tests.
func TestLoad(t *testing.T) {
	bpftest.Require(t)
	objects := filepath.Join(listModule(t, "{{.Dir}}"), "testdata")
	tests := []struct {
		name, object string
		req          *proto.LoadRequest
		want         string
	}{
		{"whole", "strings-el.elf", &proto.LoadRequest{}, "loaded filter; .rodata.str1.1 my_map"},
		{"one", "strings-el.elf", &proto.LoadRequest{Programs: []string{"filter"}}, "loaded filter; .rodata.str1.1 my_map"},
		{"no such program", "strings-el.elf", &proto.LoadRequest{Programs: []string{"x"}}, "CALL_LOAD 0"},
		{"no such variable", "strings-el.elf", &proto.LoadRequest{Globals: map[string][]byte{"x": {1}}}, "CALL_LOAD 0"},
		{"no such target", "strings-el.elf", &proto.LoadRequest{TargetBtfPath: "/nonexistent"}, "CALL_LOAD 2"},
		{"kconfig", "strings-el.elf", &proto.LoadRequest{Kconfig: "CONFIG_HZ=1\n"}, "CAPABILITY_KCONFIG_TEXT"},
		{"no such file", "nonexistent.elf", &proto.LoadRequest{}, "CALL_OPEN 2"},
		{"no pin path", "loader-clang-22-el.elf", &proto.LoadRequest{}, "CALL_LOAD 0"},
		{"poisoned", "errors-el.elf", &proto.LoadRequest{Programs: []string{"poisoned_single"}}, "CALL_LOAD 0"},
		{"byte order", "strings-eb.elf", &proto.LoadRequest{}, "CALL_LOAD 0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.req.ObjectPath = filepath.Join(objects, test.object)
			resp, err := loader{}.Load(t.Context(), test.req)
			if err != nil {
				t.Fatal(err)
			}
			if got := summary(resp); got != test.want {
				t.Errorf("got %q, want %q: %s", got, test.want, resp.GetRejected().GetMessage())
			}
		})
	}
}

// summary is an answer in one line.
func summary(resp *proto.LoadResponse) string {
	switch outcome := resp.GetOutcome().(type) {
	case *proto.LoadResponse_Loaded:
		return "loaded " + names(outcome.Loaded.GetPrograms()) + "; " + names(outcome.Loaded.GetMaps())
	case *proto.LoadResponse_Rejected:
		return fmt.Sprint(outcome.Rejected.GetCall(), " ", outcome.Rejected.GetErrno())
	case *proto.LoadResponse_Unsupported:
		return outcome.Unsupported.GetCapability().String()
	}
	return ""
}

// names lists names in order; a name without an id is marked.
func names(all []*proto.Named) string {
	var list []string
	for _, named := range all {
		name := named.GetName()
		if named.GetId() == 0 {
			name += "(no id)"
		}
		list = append(list, name)
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}
