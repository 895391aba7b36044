package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"difftest/btf"
)

func committed(t *testing.T) history {
	t.Helper()
	h, err := readHistory(".")
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestCommitted generates in memory what is committed.
func TestCommitted(t *testing.T) {
	generated, err := files(committed(t))
	if err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob("../zz_*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, path := range found {
		names = append(names, filepath.Base(path))
	}
	if want := slices.Sorted(maps.Keys(generated)); !slices.Equal(names, want) {
		t.Errorf("committed are %v, generated %v", names, want)
	}
	for name, content := range generated {
		old, err := os.ReadFile(filepath.Join("..", name))
		if err != nil || !bytes.Equal(old, content) {
			t.Errorf("%s is not what the generator writes; run make generate (%v)", name, err)
		}
	}
}

func TestDeterministic(t *testing.T) {
	first, err := files(committed(t))
	if err != nil {
		t.Fatal(err)
	}
	second, err := files(committed(t))
	if err != nil || !maps.EqualFunc(first, second, bytes.Equal) {
		t.Errorf("two runs differ (%v)", err)
	}
}

// TestUncovered gives the checks a kernel that is not what the tables describe.
func TestUncovered(t *testing.T) {
	tests := []struct {
		name   string
		change func(t *testing.T, raw []byte) []byte
		edit   func(k *kernel)
		want   string
	}{
		{name: "nothing", want: ""},
		{name: "command", change: rename("BPF_TOKEN_CREATE", "BPF_TOKEN_CREATF"),
			want: "command BPF_TOKEN_CREATE: in the table, not in BTF\ncommand BPF_TOKEN_CREATF: in BTF, not in the table"},
		{name: "attach type", change: rename("BPF_NETKIT_PEER", "BPF_NETKIT_PAIR"),
			want: "attach type BPF_NETKIT_PAIR: in BTF, not in the table\n" +
				"attach type BPF_NETKIT_PEER: in the table, not in BTF"},
		{name: "field", change: rename("fd_array_cnt", "fd_array_num"),
			want: "BPF_PROG_LOAD: field fd_array_cnt: in the table, not in BTF\n" +
				"bpf_attr: field fd_array_num: in BTF, not in the table"},
		{name: "field of info", change: rename("verified_insns", "verified_inznz"),
			want: "bpf_prog_info: field verified_insns: in the table, not in BTF\n" +
				"bpf_prog_info: field verified_inznz: in BTF, not in the table"},
		{name: "struct", change: rename("bpf_token_info", "bpf_tokem_info"), want: "allowed_cmds: in the table, not in BTF"},
		{name: "enum", change: rename("bpf_stream_id", "bpf_stream_it"), want: "enum bpf_stream_id: not in BTF"},
		{name: "pointer of 4 bytes", want: "BPF_PROG_LOAD: field insns: a pointer of 4 bytes", edit: func(k *kernel) {
			l := k.fields[attrUnion]["insns"]
			l.size = 4
			k.fields[attrUnion]["insns"] = l
		}},
		{name: "union that came apart", edit: func(k *kernel) {
			l := k.fields[attrUnion]["target_ifindex"]
			l.offset = 60
			k.fields[attrUnion]["target_ifindex"] = l
		}, want: "BPF_PROG_ATTACH: field target_ifindex does not share the place of target_fd"},
	}
	for _, test := range tests {
		t.Run(strings.ReplaceAll(test.name, " ", "-"), func(t *testing.T) {
			raw, err := os.ReadFile("vmlinux-6.18.btf")
			if err != nil {
				t.Fatal(err)
			}
			if test.change != nil {
				raw = test.change(t, raw)
			}
			k, err := newKernel("test", raw)
			if err != nil {
				t.Fatal(err)
			}
			if test.edit != nil {
				test.edit(k)
			}
			checkProblems(t, check(k), test.want)
		})
	}
}

// checkProblems looks for each line of want within err.
func checkProblems(t *testing.T, err error, want string) {
	t.Helper()
	if want == "" {
		if err != nil {
			t.Errorf("problem where there is none: %v", err)
		}
		return
	}
	for line := range strings.SplitSeq(want, "\n") {
		if err == nil || !strings.Contains(err.Error(), line) {
			t.Errorf("no %q in: %v", line, err)
		}
	}
}

// rename replaces a name in BTF's strings by one of the same length.
func rename(old, new string) func(*testing.T, []byte) []byte {
	return func(t *testing.T, raw []byte) []byte {
		t.Helper()
		a, b := []byte("\x00"+old+"\x00"), []byte("\x00"+new+"\x00")
		if len(a) != len(b) || bytes.Count(raw, a) != 1 {
			t.Fatalf("%q cannot become %q", old, new)
		}
		return bytes.Replace(raw, a, b, 1)
	}
}

// TestTrim cuts down what is cut down already: nothing may be lost.
func TestTrim(t *testing.T) {
	for _, release := range releases {
		path := "vmlinux-" + release + ".btf"
		out := filepath.Join(t.TempDir(), "out.btf")
		if err := run([]string{"-trim", path, "-out", out}, nil); err != nil {
			t.Fatal(err)
		}
		a, b := readFile(t, path), readFile(t, out)
		if !bytes.Equal(a, b) {
			t.Errorf("%s: %d bytes become %d", path, len(a), len(b))
		}
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestTrimRefuses gives the writer a kind that it does not know.
func TestTrimRefuses(t *testing.T) {
	strs := "\x00bpf_attr\x00p\x00"
	types := encodeWords([]uint32{
		1, uint32(btf.Union)<<24 | 1, 8, 10, 2, 0, // union bpf_attr { p }
		0, uint32(btf.Ptr) << 24, 0, // void *
	})
	raw := append([]byte{0x9f, 0xeb, 1, 0}, encodeWords([]uint32{24, 0, uint32(len(types)), uint32(len(types)),
		uint32(len(strs))})...)
	raw = append(append(raw, types...), strs...)
	path := filepath.Join(t.TempDir(), "in.btf")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	err := trim(path, path+".out")
	if err == nil || !strings.Contains(err.Error(), "UNION bpf_attr: PTR : this kind is not handled") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(path + ".out"); err == nil {
		t.Error("a file was written all the same")
	}
}

// TestCompare reads the difference between two kernels.
func TestCompare(t *testing.T) {
	var out strings.Builder
	if err := run([]string{"-in", ".", "-btf", "vmlinux-6.12.btf"}, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"BPF_PROG_STREAM_READ_BY_FD\t- 37\n",
		"bpf_attr.fd_array_cnt\t- offset 148 size 4\n",
		"bpf_attr\t+ 152 bytes\n",
		"command BPF_PROG_STREAM_READ_BY_FD: in the table, not in BTF\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}
	out.Reset()
	err := run([]string{"-in", ".", "-btf", "vmlinux-6.18.btf"}, &out)
	if err != nil || out.String() != "no difference\n" {
		t.Errorf("a kernel and itself: %v\n%s", err, out.String())
	}
}

// TestSince holds what is known from the kernel's history. A field is not older than the release that introduced it.
func TestSince(t *testing.T) {
	h := committed(t)
	fields := map[string]string{
		"map_extra":         "6.1",  // Linux 5.16, commit 9330986c0300
		"log_true_size":     "6.12", // Linux 6.4, commit 47a71c1f9af0
		"fd_array_cnt":      "6.18", // Linux 6.14, commit 4d3ae294f900
		"prog_btf_fd":       "",
		"query.count":       "6.12", // but as prog_cnt it is as old as the command
		"test.batch_size":   "6.1",  // Linux 5.18, commit b530e9e1063e
		"fd_by_id_token_fd": "6.18",
	}
	for path, want := range fields {
		if got := h.sinceField(attrUnion, field{Path: path}); got != want {
			t.Errorf("%s: since %q, want %q", path, got, want)
		}
	}
	if got := h.sinceField(attrUnion, field{Path: "query.count", Also: []string{"query.prog_cnt"}}); got != "" {
		t.Errorf("query.count under its old name: since %q", got)
	}
	if got := h.sinceValue("BPF_TOKEN_CREATE"); got != "6.12" {
		t.Errorf("BPF_TOKEN_CREATE: since %q", got)
	}
}

func TestGoName(t *testing.T) {
	for kernel, want := range map[string]string{
		"prog_btf_fd": "ProgBTFFD", "nr_map_ids": "NrMapIDs", "insn_cnt": "InsnCnt", "attach_bpf_fd": "AttachBPFFD",
		"__x": "X",
	} {
		if got := goName(kernel); got != want {
			t.Errorf("%s: got %s, want %s", kernel, got, want)
		}
	}
	if got := callName("BPF_MAP_LOOKUP_AND_DELETE_ELEM"); got != "MapLookupAndDeleteElem" {
		t.Errorf("got %s", got)
	}
}
