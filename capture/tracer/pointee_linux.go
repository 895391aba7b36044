package tracer

import (
	"encoding/binary"
	"fmt"

	"difftest/capture"
	"difftest/uapi"
)

// native is the byte order of bpf(2) attributes: the kernel's own.
var native = binary.NativeEndian

// Fields of instructions that refer to kernel objects.
// https://github.com/torvalds/linux/blob/v6.12/include/uapi/linux/bpf.h#L1305
const (
	opLdImm64 = 0x18
	opCall    = 0x85

	pseudoMapFD       = 1
	pseudoMapValue    = 2
	pseudoBTFID       = 3
	pseudoMapIdx      = 5
	pseudoMapIdxValue = 6
	pseudoKfuncCall   = 2
)

// resolvePointees resolves the descriptors in what the attribute points to.
func (c *call) resolvePointees() {
	switch attr := c.attr.(type) {
	case *uapi.ProgLoadAttr:
		c.resolveInsns(attr)
	case *uapi.MapUpdateElemAttr:
		c.resolveValues("value")
	case *uapi.MapUpdateBatchAttr:
		c.resolveValues("values")
	}
}

// memory returns what was read of a field.
func (c *call) memory(field string) []byte {
	for _, m := range c.Memory {
		if m.Field == field {
			return m.Data
		}
	}
	return nil
}

// resolveInsns resolves the descriptors that instructions name: maps and module BTF, directly or through fd_array.
func (c *call) resolveInsns(attr *uapi.ProgLoadAttr) {
	insns := c.memory("insns")
	var array []int // indexes of fd_array that instructions use
	for i := 0; i+8 <= len(insns); i += 8 {
		op, src := insns[i], insns[i+1]>>4
		imm := int32(native.Uint32(insns[i+4:]))
		where := fmt.Sprintf("insns[%d]", i/8)
		switch {
		case op == opLdImm64 && (src == pseudoMapFD || src == pseudoMapValue):
			c.resolve(where, imm)
		case op == opLdImm64 && (src == pseudoMapIdx || src == pseudoMapIdxValue):
			array = append(array, int(imm))
		case op == opLdImm64 && src == pseudoBTFID && i+16 <= len(insns):
			if fd := int32(native.Uint32(insns[i+12:])); fd != 0 {
				c.resolve(where, fd)
			}
		case op == opCall && src == pseudoKfuncCall:
			if off := int(int16(native.Uint16(insns[i+2:]))); off != 0 {
				array = append(array, off)
			}
		}
		if op == opLdImm64 {
			i += 8
		}
	}
	c.resolveArray(attr, array)
}

// maxFDArray is the most entries of fd_array that are read: MAX_USED_MAPS and MAX_KFUNC_BTFS of the kernel together.
const maxFDArray = 64 + 256

// resolveArray resolves the entries of fd_array: all if their number is in the attribute, else those that used names.
func (c *call) resolveArray(attr *uapi.ProgLoadAttr, used []int) {
	if attr.FDArray.IsNull() {
		return
	}
	if n := attr.FDArrayCnt; n > 0 {
		used = used[:0]
		for i := range int(min(n, maxFDArray)) {
			used = append(used, i)
		}
	}
	seen := map[int]bool{}
	for _, i := range used {
		if seen[i] || i < 0 || i >= maxFDArray {
			continue
		}
		seen[i] = true
		entry, err := readMemory(c.TID, attr.FDArray.Addr()+uint64(i)*4, 4)
		where := fmt.Sprintf("fd_array[%d]", i)
		if err != nil {
			c.lose(where, err)
			continue
		}
		c.resolve(where, int32(native.Uint32(entry)))
	}
}

// resolveValues resolves the descriptors that are written into maps which hold programs or maps.
func (c *call) resolveValues(field string) {
	values := c.memory(field)
	for _, m := range c.maps {
		size := int(valueSize(m))
		offset, ok := descriptorOffset(m)
		if !ok || size < offset+4 {
			return
		}
		for i := 0; (i+1)*size <= len(values); i++ {
			where := field
			if field == "values" {
				where = fmt.Sprintf("values[%d]", i)
			}
			fd := int32(native.Uint32(values[i*size+offset:]))
			if offset == 0 || fd > 0 { // in struct bpf_devmap_val and bpf_cpumap_val 0 and -1 stand for no program
				c.resolve(where, fd)
			}
		}
		return
	}
}

// descriptorOffset is where in a value of the map a descriptor stands.
func descriptorOffset(m fdInfo) (int, bool) {
	switch m.mapType {
	case uapi.BPF_MAP_TYPE_PROG_ARRAY, uapi.BPF_MAP_TYPE_PERF_EVENT_ARRAY, uapi.BPF_MAP_TYPE_CGROUP_ARRAY,
		uapi.BPF_MAP_TYPE_ARRAY_OF_MAPS, uapi.BPF_MAP_TYPE_HASH_OF_MAPS, uapi.BPF_MAP_TYPE_SOCKMAP,
		uapi.BPF_MAP_TYPE_SOCKHASH, uapi.BPF_MAP_TYPE_XSKMAP, uapi.BPF_MAP_TYPE_REUSEPORT_SOCKARRAY:
		return 0, true
	case uapi.BPF_MAP_TYPE_DEVMAP, uapi.BPF_MAP_TYPE_DEVMAP_HASH, uapi.BPF_MAP_TYPE_CPUMAP:
		return 4, m.valueSize == 8
	}
	return 0, false
}

// valueSize is the size of a value as user space passes it: for per-CPU maps one for each possible CPU, each rounded up
// to 8 bytes (bpf_map_value_size in kernel/bpf/syscall.c).
func valueSize(m fdInfo) uint32 {
	switch m.mapType {
	case uapi.BPF_MAP_TYPE_PERCPU_HASH, uapi.BPF_MAP_TYPE_LRU_PERCPU_HASH, uapi.BPF_MAP_TYPE_PERCPU_ARRAY,
		uapi.BPF_MAP_TYPE_PERCPU_CGROUP_STORAGE:
		return (m.valueSize + 7) &^ 7 * uint32(possibleCPUs())
	}
	return m.valueSize
}

// ref is a kernel object by kind and id.
type ref struct {
	kind capture.Kind
	id   uint32
}
