package host

import (
	"bytes"
	"strings"

	"difftest/btf"
	"difftest/diffreport"
	"difftest/uapi"
)

// typeFault is a fault in the BTF that is sent: in one member of the struct that a single map holds.
func typeFault(name string, change func(spec *btf.Spec, t btf.Type, member []byte) bool) fault {
	return fault{"BTF: " + name, diffreport.KindBTF, diffreport.ImpactMetadata, func(s *sample) []place {
		var out []place
		for _, m := range s.maps {
			if m.form == nil || m.spec == nil {
				continue
			}
			id := uint32(m.attr.BTFValueTypeID)
			t, ok := m.spec.Type(id)
			blob := s.btfOf(m)
			if !ok || t.Kind != btf.Struct || len(t.Members) == 0 || blob == nil || s.spelledBy(m.spec.Decl(id)) > 1 {
				continue
			}
			at := int(native.Uint32(blob[btfHeaderLen:])) + typeOffset(blob, id) + btfTypeLen
			to := bytes.Clone(blob[at : at+btfMemberLen])
			if change(m.spec, t, to) {
				out = append(out, place{at: "map " + m.name + " value_type", change: inBTF(blob, at, to)})
			}
		}
		return out
	}}
}

// Words of a member (struct btf_member), and how many bytes it takes.
const (
	memberName   = 0
	memberType   = 4
	btfMemberLen = 12
)

// btfOf is the BTF that a map is created with, as it was sent.
func (s *sample) btfOf(m *sentMap) []byte {
	for i := range s.rec.Loads[0].Calls {
		call := &s.rec.Loads[0].Calls[i]
		if call.Cmd == uapi.BPF_BTF_LOAD && call.Created != nil && call.Created.ID == fdID(m.call, "btf_fd") {
			return memoryOf(call, "btf")
		}
	}
	return nil
}

// spelledBy counts the attributes of maps in which a type stands.
func (s *sample) spelledBy(decl string) int {
	n := 0
	for _, m := range s.form.Maps {
		for _, f := range m.Spec {
			n += strings.Count(f.Value, decl)
		}
	}
	return n
}

// inBTF writes other bytes into a piece of BTF that is sent.
func inBTF(blob []byte, at int, to []byte) func(*flight) {
	return func(f *flight) {
		attr, ok := f.attr.(*uapi.BTFLoadAttr)
		if ok && int(attr.BTFSize) == len(blob) && bytes.Equal(f.read(attr.BTF.Addr(), len(blob)), blob) {
			f.write(attr.BTF.Addr()+uint64(at), to)
		}
	}
}

var typeFaults = []fault{
	typeFault("member renamed", func(spec *btf.Spec, t btf.Type, member []byte) bool {
		// its name is cut at the front
		from := native.Uint32(member[memberName:])
		native.PutUint32(member[memberName:], from+1)
		return len(t.Members[0].Name) > 1
	}),
	typeFault("member of another type", func(spec *btf.Spec, t btf.Type, member []byte) bool {
		from := t.Members[0].Type
		for id := uint32(1); int(id) < spec.Len(); id++ {
			if spec.Kind(id) == btf.Int && spec.Size(id) == spec.Size(from) && spec.Decl(id) != spec.Decl(from) {
				native.PutUint32(member[memberType:], id)
				return true
			}
		}
		return false
	}),
}
