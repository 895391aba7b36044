package normalize

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"difftest/capture"
	"difftest/uapi"
)

// prog is the work on one program.
type prog struct {
	*canon
	l     *load
	a     *attempt
	funcs []*function // in the order in which they were sent
	first map[int]*function
}

func (c *canon) newProg(l *load, a *attempt) *prog {
	p := &prog{canon: c, l: l, a: a, first: map[int]*function{}}
	p.split()
	return p
}

// attrs returns the attributes of the program in their fixed order.
func (p *prog) attrs() []Field {
	var f fields
	attr := p.a.attr
	if p.a.symbol != nil {
		f.text("section", p.a.symbol.Section)
	}
	f.text("type", shortName(attr.ProgType.String(), "BPF_PROG_TYPE_"))
	f.text("expected_attach_type", attachType(attr))
	f.text("prog_flags", flags(uint64(attr.ProgFlags), attr.ProgFlags))
	f.text("license", p.license())
	f.add("kern_version", p.kernVersion(attr.KernVersion))
	f.add("attach_btf", p.attachTarget())
	f.text("attach_prog", p.attachProg())
	f.text("prog_ifindex", number(uint64(attr.ProgIfindex)))
	f.add("name", p.progName())
	f.text("called", p.calledOtherwise())
	f.text("btf", p.hasBTF())
	f.add("fd_array", p.fdArray())
	f.text("bound_maps", p.boundMaps())
	f.text("core_relos", number(uint64(attr.CoreReloCnt)))
	f.text("signature", number(uint64(attr.SignatureSize)))
	f.text("keyring", number(uint64(uint32(attr.KeyringID))))
	f.add("log", p.log())
	f.text("unknown", leftovers(p.a.call, attr))
	f.text("unread", strings.Join(p.a.call.Lost, "; "))
	return f
}

// number writes a number; the kernel's default, 0, is empty.
func number(v uint64) string {
	if v == 0 {
		return ""
	}
	return strconv.FormatUint(v, 10)
}

// flags writes flags by name; none are empty.
func flags(v uint64, names fmt.Stringer) string {
	if v == 0 {
		return ""
	}
	return names.String()
}

// shortName writes an enumerator as people do: "BPF_PROG_TYPE_XDP" as "xdp".
func shortName(name, prefix string) string { return strings.ToLower(strings.TrimPrefix(name, prefix)) }

// attachType writes the expected attach type. For struct_ops it is no attach type but the index of a member.
func attachType(attr *uapi.ProgLoadAttr) string {
	switch v := attr.ExpectedAttachType; {
	case attr.ProgType == uapi.BPF_PROG_TYPE_STRUCT_OPS:
		return fmt.Sprintf("member %d", v)
	case v == 0:
		return ""
	default:
		return shortName(v.String(), "BPF_")
	}
}

// license is the license as the kernel reads it; absent if none is given.
func (p *prog) license() string {
	data, ok := p.a.call.memory("license")
	if !ok {
		return ""
	}
	if n := bytes.IndexByte(data, 0); n >= 0 {
		data = data[:n]
	}
	return strconv.Quote(string(data))
}

// attachProg names the program that the program is attached to.
func (p *prog) attachProg() string {
	fd, ok := p.a.call.fd("attach_prog_fd")
	if !ok || fd.Kind == capture.KindBTF {
		return ""
	}
	if name := p.l.progName(fd.ID); name != "" && fd.Kind == capture.KindProg {
		return name
	}
	return "a " + kindName(fd.Kind) + " of others"
}

func kindName(k capture.Kind) string {
	if k == capture.KindNone {
		return "descriptor"
	}
	return string(k)
}

// calledOtherwise is what the library calls the program, where that is not its name.
func (p *prog) calledOtherwise() string {
	names := slices.DeleteFunc(slices.Clone(p.a.called), func(n string) bool { return n == p.a.name })
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// hasBTF says whether BTF describes the program.
func (p *prog) hasBTF() string {
	fd, ok := p.a.call.fd("prog_btf_fd")
	switch {
	case !ok:
		return ""
	case fd.Kind != capture.KindBTF:
		return "a " + kindName(fd.Kind)
	}
	return "yes"
}

// boundMaps lists the maps that live as long as the program without being named by an instruction, by their names.
func (p *prog) boundMaps() string {
	id := p.a.call.created(capture.KindProg)
	used, bound := map[uint32]bool{}, map[uint32]bool{}
	for _, fd := range p.a.call.FDs {
		switch {
		case fd.Kind != capture.KindMap:
		case strings.HasPrefix(fd.Where, "insns["):
			used[fd.ID] = true
		case p.a.attr.FDArrayCnt > 0:
			bound[fd.ID] = true
		}
	}
	for _, call := range p.l.calls {
		_, ok := call.attr.(*uapi.ProgBindMapAttr)
		if ok && call.ok() && id != 0 && call.idAt("prog_fd", capture.KindProg) == id {
			bound[call.idAt("map_fd", capture.KindMap)] = true
		}
	}
	var names []string
	for id := range bound {
		if !used[id] {
			names = append(names, p.l.mapName(id).text)
		}
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// leftovers writes the bytes of an attribute that no known field represents.
func leftovers(call *call, attr uapi.Attr) string {
	var parts []string
	for _, o := range uapi.Leftovers(attr, call.Attr) {
		parts = append(parts, fmt.Sprintf("bytes %d: %s", o.Offset, hexBytes(o.Data)))
	}
	return strings.Join(parts, ", ")
}

// hexBytes writes bytes in hex, in their order; none are empty.
func hexBytes(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	return fmt.Sprintf("%x", b)
}
