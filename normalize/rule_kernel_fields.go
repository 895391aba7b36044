package normalize

import (
	"slices"

	"difftest/btf"
	"difftest/uapi"
)

var kernelFields = Rule{
	Name: "kernel-fields",
	Erases: "what lies in the fields of a value that the kernel manages itself: locks, timers, list heads and nodes, " +
		"tree roots and nodes, reference counts",
	Because: "user space cannot set them; an empty list's head holds its own address in the kernel",
	Source:  "https://github.com/torvalds/linux/blob/v6.12/kernel/bpf/btf.c (btf_get_field_type)",
	Keeps: "every byte beside them; that the type has such a field, in the spelling of the value's type; a field of the " +
		"same size in a map of which no type says that the kernel manages it",
}

// managed are the structs that the kernel takes for its own in a map's value.
var managed = []string{
	"bpf_spin_lock", "bpf_res_spin_lock", "bpf_timer", "bpf_wq", "bpf_task_work", "bpf_list_head", "bpf_list_node",
	"bpf_rb_root", "bpf_rb_node", "bpf_refcount",
}

// span is a range of bytes.
type span struct{ from, to uint64 }

// Limits to the search for managed fields: in bad BTF types may nest without end, and arrays be long.
const (
	maxManagedDepth  = 16
	maxManagedVisits = 1 << 16
)

// finder collects the managed fields of a type.
type finder struct {
	spec   *btf.Spec
	found  []span
	visits int
}

// walk looks at a type that lies at an offset.
func (f *finder) walk(id uint32, at uint64, depth int) {
	f.visits++
	t, ok := f.spec.Type(id)
	if !ok || depth > maxManagedDepth || f.visits > maxManagedVisits {
		return
	}
	switch t.Kind {
	case btf.Typedef, btf.Const, btf.Volatile, btf.Restrict, btf.TypeTag, btf.Var:
		f.walk(t.Type, at, depth+1)
	case btf.Struct:
		if slices.Contains(managed, t.Name) {
			f.found = append(f.found, span{at, at + uint64(t.Size)})
			return
		}
		for _, m := range t.Members {
			f.walk(m.Type, at+uint64(m.BitOffset/8), depth+1)
		}
	case btf.Datasec:
		for _, v := range t.Vars {
			f.walk(v.Type, at+uint64(v.Offset), depth+1)
		}
	case btf.Array:
		f.walkArray(t.Array, at, depth)
	}
}

// walkArray looks at the elements of an array. If the first has no managed field, none has.
func (f *finder) walkArray(a btf.ArrayInfo, at uint64, depth int) {
	size, before := f.spec.Size(a.Elem), len(f.found)
	for n := range uint64(a.Nelems) {
		f.walk(a.Elem, at+n*size, depth+1)
		if len(f.found) == before || f.visits > maxManagedVisits {
			return
		}
	}
}

// withoutManaged returns a value of the map with zeros for the fields that the kernel manages.
func (c *canon) withoutManaged(m *mapObj, spans []span, value []byte) []byte {
	if len(spans) == 0 || !c.on(kernelFields) {
		return value
	}
	out, stride := slices.Clone(value), uint64(len(value))
	if isPerCPU(m.mapType()) && m.attr != nil {
		stride = (uint64(m.attr.ValueSize) + 7) &^ 7
	}
	for at := uint64(0); stride > 0 && at < uint64(len(out)); at += stride {
		for _, s := range spans {
			if s.from <= s.to && at+s.to <= uint64(len(out)) && s.to <= uint64(len(out)) {
				clear(out[at+s.from : at+s.to])
			}
		}
	}
	if !slices.Equal(out, value) {
		c.fired[kernelFields.Name]++
	}
	return out
}

// managedFields finds the managed fields in the map's values.
func (c *canon) managedFields(m *mapObj) []span {
	if m.create == nil || m.attr.BTFValueTypeID == 0 {
		return nil
	}
	b := c.sent(m.create, "btf_fd")
	if b == nil {
		return nil
	}
	f := &finder{spec: b.spec}
	f.walk(uint32(m.attr.BTFValueTypeID), 0, 0)
	return f.found
}

// isPerCPU reports whether a map has one value for each CPU.
func isPerCPU(t uapi.MapType) bool {
	switch t {
	case uapi.BPF_MAP_TYPE_PERCPU_HASH, uapi.BPF_MAP_TYPE_PERCPU_ARRAY, uapi.BPF_MAP_TYPE_LRU_PERCPU_HASH,
		uapi.BPF_MAP_TYPE_PERCPU_CGROUP_STORAGE:
		return true
	}
	return false
}
