package normalize_test

import (
	"path/filepath"
	"slices"
	"testing"

	"difftest/capture"
	"difftest/normalize"
	"difftest/uapi"
)

// hidden are the bytes of attributes that may change without a trace in the form, each for a reason.
var hidden = []struct {
	cmd      uapi.Cmd
	from, to int
	because  string
	unless   string // the field of memory that makes it count
}{
	{uapi.BPF_MAP_CREATE, 20, 23, "inner_map_fd: the map that it stands for is shown", ""},
	{uapi.BPF_MAP_CREATE, 48, 51, "btf_fd: the types are shown", ""},
	{uapi.BPF_MAP_CREATE, 72, 75, "value_type_btf_obj_fd: the type is shown", ""},
	{uapi.BPF_MAP_CREATE, 76, 79, "map_token_fd: BPF_F_TOKEN_FD is shown", ""},
	{uapi.BPF_MAP_CREATE, 80, 87, "excl_prog_hash: an address", ""},
	{uapi.BPF_PROG_LOAD, 8, 23, "insns, license: addresses", ""},
	{uapi.BPF_PROG_LOAD, 24, 39, "log_level, log_size, log_buf: rule probes-and-retries", ""},
	{uapi.BPF_PROG_LOAD, 72, 75, "prog_btf_fd: the names are shown", ""},
	{uapi.BPF_PROG_LOAD, 76, 79, "func_info_rec_size without records: the kernel does not look", "func_info"},
	{uapi.BPF_PROG_LOAD, 80, 87, "func_info: an address", ""},
	{uapi.BPF_PROG_LOAD, 92, 95, "line_info_rec_size without records: the kernel does not look", "line_info"},
	{uapi.BPF_PROG_LOAD, 96, 103, "line_info: an address", ""},
	{uapi.BPF_PROG_LOAD, 112, 115, "attach_prog_fd: what it stands for is shown", ""},
	{uapi.BPF_PROG_LOAD, 128, 135, "core_relos: an address", ""},
	{uapi.BPF_PROG_LOAD, 136, 139, "core_relo_rec_size without records: the kernel does not look", "core_relos"},
	{uapi.BPF_PROG_LOAD, 140, 143, "log_true_size: the kernel's answer", ""},
	{uapi.BPF_PROG_LOAD, 144, 147, "prog_token_fd: BPF_F_TOKEN_FD is shown", ""},
	{uapi.BPF_PROG_LOAD, 152, 159, "signature: an address", ""},
}

func isHidden(c *capture.Call, at int) bool {
	for _, h := range hidden {
		counts := slices.ContainsFunc(c.Memory, func(m capture.Memory) bool { return m.Field == h.unless })
		if h.cmd == c.Cmd && at >= h.from && at <= h.to && !counts {
			return true
		}
	}
	return false
}

// TestNothingHidden changes each byte of what a loader sent for a program or a map, one at a time: the form must show
// it, unless the byte is listed.
func TestNothingHidden(t *testing.T) {
	for _, name := range []string{"rules/btf-ids", "forms/debug-info", "rules/subprogram-order", "rules/poison"} {
		e := readExample(t, filepath.Join("testdata", name+".txtar"))
		rec := recording(t, e.text("common")+e.text("recording"))
		shown := textOf(t, rec, normalize.Options{})
		check := func(c *capture.Call, field string, data []byte) {
			for i := range data {
				if field == "attr" && isHidden(c, i) || field == "insns" && isDescriptor(data, i) {
					continue
				}
				for _, bit := range []byte{1, 4, 128} {
					data[i] ^= bit
					if textOf(t, rec, normalize.Options{}) == shown {
						t.Errorf("%s: %s of %s: byte %d changed by %d leaves no trace", name, field, c.Cmd, i, bit)
					}
					data[i] ^= bit
				}
			}
		}
		for i := range rec.Loads[0].Calls {
			c := &rec.Loads[0].Calls[i]
			if c.Cmd == uapi.BPF_BTF_LOAD {
				continue
			}
			check(c, "attr", c.Attr)
			for j := range c.Memory {
				check(c, c.Memory[j].Field, c.Memory[j].Data)
			}
		}
	}
}

// isDescriptor reports whether byte i of instructions is part of a map's descriptor, which is resolved elsewhere, or of
// the constant of a poisoned instruction.
func isDescriptor(insns []byte, i int) bool {
	const loadImm64, mapFD, call = 0x18, 1, 0x85
	slot := insns[i/8*8:]
	isPoison := slot[0] == call && slot[1] == 0
	return i%8 >= 4 && (slot[0] == loadImm64 && slot[1]>>4 == mapFD || isPoison)
}
