package normalize

import (
	"slices"
	"strings"

	"difftest/btf"
	"difftest/capture"
	"difftest/uapi"
)

// A Class says what a call was for.
type Class string

// The classes of calls.
const (
	ClassObject  Class = "object"  // it serves the object that was loaded
	ClassRetry   Class = "retry"   // so did this one, but a later attempt counts
	ClassProbe   Class = "probe"   // the loaded object never reaches it
	ClassOwn     Class = "own"     // the plugin's, to learn ids
	ClassOutside Class = "outside" // made outside any load
)

// Classify returns the class of each call, by load and in the order of Load.Calls.
func Classify(rec *capture.Recording) [][]Class {
	if rec == nil {
		return nil
	}
	c := newCanon(rec, Options{})
	out := make([][]Class, len(c.loads))
	for i, l := range c.loads {
		for _, call := range l.calls {
			out[i] = append(out[i], call.class)
		}
	}
	return out
}

// classify sets the classes of the load's calls, once its programs and maps are known.
func (c *canon) classify(l *load) {
	for _, a := range l.programs {
		a.call.class = ClassObject
	}
	for _, a := range l.retries {
		a.call.class = ClassRetry
	}
	btfs := c.usedBTF(l)
	again := map[string]bool{} // BTF that is loaded later on
	for _, call := range slices.Backward(l.calls) {
		if call.class != ClassProbe || !c.serves(l, call, btfs) {
			continue
		}
		call.class = ClassObject
		if _, ok := call.attr.(*uapi.BTFLoadAttr); ok {
			data, _ := call.memory("btf")
			if again[string(data)] && !call.ok() {
				call.class = ClassRetry
			}
			again[string(data)] = true
		}
	}
}

// usedBTF returns the ids of the BTF that the object's programs and maps refer to.
func (c *canon) usedBTF(l *load) map[uint32]bool {
	used := map[uint32]bool{}
	for _, a := range l.programs {
		used[a.call.idAt("prog_btf_fd", capture.KindBTF)] = true
	}
	for _, m := range l.maps {
		if m.create != nil {
			used[m.create.idAt("btf_fd", capture.KindBTF)] = true
		}
	}
	delete(used, 0)
	return used
}

// serves reports whether a call other than a program load serves the object: it creates what the object holds, or
// works on it.
func (c *canon) serves(l *load, call *call, btfs map[uint32]bool) bool {
	switch call.attr.(type) {
	case *uapi.BTFLoadAttr:
		id := call.created(capture.KindBTF)
		return btfs[id] || id == 0 && c.isObjectBTF(call)
	case *uapi.ObjGetAttr:
		return c.isObjectPath(call) || call.Created != nil && l.holds(call.Created.Kind, call.Created.ID)
	case nil, *uapi.MapCreateAttr, *uapi.ProgLoadAttr:
		return false // set where programs and maps are found
	}
	for _, fd := range call.FDs {
		if !strings.HasPrefix(fd.Where, "insns") && l.holds(fd.Kind, fd.ID) {
			return true
		}
	}
	return call.Created != nil && l.holds(call.Created.Kind, call.Created.ID)
}

// holds reports whether a program or map is the object's.
func (l *load) holds(kind capture.Kind, id uint32) bool {
	switch kind {
	case capture.KindProg:
		_, ok := l.progByID[id]
		return ok
	case capture.KindMap:
		m := l.mapByID[id]
		return m != nil && m.real
	}
	return false
}

// isObjectPath reports whether a call opens the name of one of the object's maps on a bpffs. Libraries write "_" for
// bytes that a name may not have.
func (c *canon) isObjectPath(call *call) bool {
	return c.symbols.pinned(call.pathBase()) != ""
}

// isObjectBTF reports whether BTF that the kernel refused is the object's: it names one of its functions, maps or
// sections. Libraries probe with BTF of their own.
func (c *canon) isObjectBTF(call *call) bool {
	data, ok := call.memory("btf")
	if !ok || call.ok() {
		return false
	}
	spec := c.parseBTF(data).spec
	if spec == nil {
		return false
	}
	has := func(kind btf.Kind) func(string) bool {
		return func(name string) bool { return len(spec.Find(kind, name)) > 0 }
	}
	isFunc := func(f *symbol) bool { return has(btf.Func)(f.Name) }
	return slices.ContainsFunc(c.symbols.funcs, isFunc) || slices.ContainsFunc(c.symbols.mapVars, has(btf.Var)) ||
		slices.ContainsFunc(c.symbols.sections, has(btf.Datasec)) && !slices.ContainsFunc(probeVars, has(btf.Var))
}

// probeVars are the variables of the sections in BTF that libraries probe with.
// https://github.com/libbpf/libbpf/blob/v1.7.0/src/features.c#L130,
// https://docs.rs/crate/aya/0.14.0/source/src/sys/bpf.rs#1229
var probeVars = []string{"x", "foo"}
