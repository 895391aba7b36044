package normalize

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"difftest/capture"
	"difftest/insn"
	"difftest/uapi"
)

// prog is the work on one program.
type prog struct {
	*canon
	l     *load
	a     *attempt
	funcs []*function // in the order in which they were sent
	first map[int]*function

	lines    map[int][]line // line_info by slot
	hasLines bool           // line_info could be read
}

func (c *canon) newProg(l *load, a *attempt) *prog {
	p := &prog{canon: c, l: l, a: a, first: map[int]*function{}}
	p.split()
	p.readLines()
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
	f.text("fd_array_cnt", number(uint64(attr.FDArrayCnt)))
	f.text("core_relos", sized(p.a.call, "core_relos", attr.CoreReloCnt))
	f.text("signature", sized(p.a.call, "signature", attr.SignatureSize))
	f.text("keyring", number(uint64(uint32(attr.KeyringID))))
	f.text("token", p.a.call.given("prog_token_fd", attr.ProgTokenFD))
	f.text("attached", p.l.attachments(capture.KindProg, p.a.call.created(capture.KindProg)))
	f.add("log", p.log())
	f.text("unknown", leftovers(p.a.call, attr))
	f.text("malformed", strings.Join(p.malformed(), ", "))
	f.text("unread", strings.Join(p.a.call.unread(), "; "))
	return f
}

// sized writes what a field points to in hex, behind the count that the attribute gives.
func sized(call *call, field string, count uint32) string {
	data, _ := call.memory(field)
	if count == 0 && len(data) == 0 {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%d %x", count, data))
}

// malformed lists counts and sizes that do not fit what they belong to.
func (p *prog) malformed() []string {
	var out []string
	attr := p.a.attr
	for _, f := range []struct {
		field       string
		count, size uint32
		usual       uint32 // size of a record
		readable    bool
	}{
		{"insns", attr.InsnCnt, insn.SlotSize, insn.SlotSize, true},
		{"func_info", attr.FuncInfoCnt, attr.FuncInfoRecSize, 8, p.a.infos != nil || p.a.btf == nil},
		{"line_info", attr.LineInfoCnt, attr.LineInfoRecSize, 16, p.hasLines || p.a.btf == nil},
	} {
		data, _ := p.a.call.memory(f.field)
		switch {
		case f.count == 0 && len(data) == 0:
		case uint64(f.count)*uint64(f.size) != uint64(len(data)):
			out = append(out, fmt.Sprintf("%s: %d of %d bytes, %d bytes read", f.field, f.count, f.size, len(data)))
		case f.size != f.usual:
			out = append(out, fmt.Sprintf("%s: records of %d bytes", f.field, f.size))
		case !f.readable:
			out = append(out, f.field+": not readable")
		}
	}
	return out
}

// number writes a number; the kernel's default, 0, is empty.
func number(v uint64) string {
	if v == 0 {
		return ""
	}
	return strconv.FormatUint(v, 10)
}

// address writes a number that may be an address; the kernel's default, 0, is empty.
func address(v uint64) string {
	if v == 0 {
		return ""
	}
	return fmt.Sprintf("0x%x", v)
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
