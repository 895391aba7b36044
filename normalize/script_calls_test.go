package normalize_test

import (
	"encoding/binary"
	"fmt"
	"strings"

	"difftest/capture"
	"difftest/uapi"
)

// place is a descriptor and the object behind it; scripts use one number for both.
func descriptor(where string, kind capture.Kind, id uint32) capture.FD {
	return capture.FD{Where: where, FD: int32(id), Kind: kind, ID: id}
}

// call adds one call to the load.
func (s *script) call(word string, args, body []string) {
	l := s.load()
	if word == "own" || word == "outside" {
		last := &l.Calls[len(l.Calls)-1]
		last.Own, last.Outside = word == "own", word == "outside"
		return
	}
	makers := map[string]func(args, body []string) capture.Call{
		"btf": s.btfLoad, "map": s.mapCreate, "prog": s.progLoad, "update": s.update, "freeze": s.freeze, "get": s.objGet,
		"bind": s.bind,
	}
	maker, ok := makers[word]
	if !ok {
		s.fatalf("directive %q", word)
	}
	l.Calls = append(l.Calls, maker(args, body))
}

// made is a call with its attribute. id is what it creates; errno is its refusal.
func (s *script) made(attr uapi.Attr, kind capture.Kind, id uint32, errno string) capture.Call {
	raw := attr.Marshal()
	c := capture.Call{Cmd: attr.Cmd(), Size: uint32(len(raw)), Attr: raw}
	switch {
	case errno != "0" && errno != "":
		c.Ret = -int64(s.num(errno))
	case id != 0:
		c.Ret = int64(id)
		fd := descriptor("", kind, id)
		c.Created = &fd
	}
	return c
}

func memory(field string, data []byte) capture.Memory {
	return capture.Memory{Field: field, Data: data}
}

func (s *script) btfLoad(args, body []string) capture.Call {
	b := newTypes(s, body)
	id, k := s.num(args[0]), keyed(args[1:])
	s.btfs[id] = b
	blob := b.blob()
	c := s.made(&uapi.BTFLoadAttr{BTFSize: uint32(len(blob))}, capture.KindBTF, id, k["errno"])
	c.Memory = append(c.Memory, memory("btf", blob))
	return c
}

func (s *script) mapCreate(args, _ []string) capture.Call {
	id, k := s.num(args[0]), keyed(args[1:])
	attr := &uapi.MapCreateAttr{
		MapType: s.mapType(k["type"]), KeySize: s.num(k["key"]), ValueSize: s.num(k["value"]),
		MaxEntries: s.num(k["entries"]), MapFlags: uapi.MapFlags(s.num(k["flags"])), MapName: uapi.NewObjName(k["name"]),
		MapExtra: uint64(s.num(k["extra"])), NUMANode: s.num(k["numa"]), InnerMapFD: uapi.FD(s.num(k["inner"])),
	}
	var fds []capture.FD
	if spec, ok := k["btf"]; ok {
		parts := strings.Split(spec, ":")
		attr.BTFFD = uapi.FD(s.num(parts[0]))
		attr.BTFKeyTypeID, attr.BTFValueTypeID = uapi.TypeID(s.num(parts[1])), uapi.TypeID(s.num(parts[2]))
		fds = append(fds, descriptor("btf_fd", capture.KindBTF, s.num(parts[0])))
	}
	if attr.InnerMapFD != 0 {
		fds = append(fds, descriptor("inner_map_fd", capture.KindMap, uint32(attr.InnerMapFD)))
	}
	c := s.made(attr, capture.KindMap, id, k["errno"])
	c.FDs = fds
	return c
}

// progLoad reads a program. Among its instructions may stand "fd_array KIND:ID...", descriptors of the array, and
// "@ FILE:LINE:COL TEXT", a record of line_info.
func (s *script) progLoad(args, body []string) capture.Call {
	id, k := s.num(args[0]), keyed(args[1:])
	attr := &uapi.ProgLoadAttr{
		ProgType: s.progType(k["type"]), ProgName: uapi.NewObjName(k["name"]), KernVersion: s.version(k["version"]),
		ExpectedAttachType: uapi.AttachType(s.num(k["attach"])), ProgFlags: uapi.ProgFlags(s.num(k["flags"])),
		AttachBTFID: uapi.TypeID(s.num(k["attach_btf"])), LogLevel: s.num(k["log"]), LogSize: s.num(k["log"]) << 10,
	}
	if k["device"] != "0" {
		attr.ProgIfindex = s.num(k["device"])
	}
	a := newAssembler(s)
	if b, ok := k["btf"]; ok {
		a.btf = s.btfs[s.num(b)]
		attr.ProgBTFFD = uapi.FD(s.num(b))
		a.fds = append(a.fds, descriptor("prog_btf_fd", capture.KindBTF, s.num(b)))
	}
	for _, line := range body {
		a.line(line)
	}
	attr.InsnCnt = uint32(len(a.code) / 8)
	if a.array {
		attr.FDArray = uapi.AddressPointer(0x1000)
	}
	c := capture.Call{}
	c.Memory = append(c.Memory, memory("insns", a.code))
	if license, ok := k["license"]; ok {
		c.Memory = append(c.Memory, memory("license", []byte(license+"\x00")))
	}
	if funcs := s.funcInfo(k["funcs"]); funcs != nil {
		attr.FuncInfoRecSize, attr.FuncInfoCnt = 8, uint32(len(funcs)/8)
		c.Memory = append(c.Memory, memory("func_info", funcs))
	}
	if a.lines != nil {
		attr.LineInfoRecSize, attr.LineInfoCnt = 16, uint32(len(a.lines)/16)
		c.Memory = append(c.Memory, memory("line_info", a.lines))
	}
	made := s.made(attr, capture.KindProg, id, k["errno"])
	made.Memory, made.FDs = c.Memory, a.fds
	return made
}

func (s *script) version(text string) uint32 {
	var v [3]uint32
	if text != "" {
		for i, part := range strings.Split(text, ".") {
			v[i] = s.num(part)
		}
	}
	return v[0]<<16 | v[1]<<8 | v[2]
}

// funcInfo reads records of the form OFFSET:TYPE, separated by commas.
func (s *script) funcInfo(text string) []byte {
	var out []byte
	for record := range strings.SplitSeq(text, ",") {
		if off, id, ok := strings.Cut(record, ":"); ok {
			out = binary.LittleEndian.AppendUint32(out, s.num(off))
			out = binary.LittleEndian.AppendUint32(out, s.num(id))
		}
	}
	return out
}

func (s *script) update(args, _ []string) capture.Call {
	k := keyed(args[2:])
	c := s.made(&uapi.MapUpdateElemAttr{MapFD: uapi.FD(s.num(args[0]))}, "", 0, k["errno"])
	c.FDs = []capture.FD{descriptor("map_fd", capture.KindMap, s.num(args[0]))}
	if kind, id, ok := strings.Cut(args[1], ":"); ok {
		c.FDs = append(c.FDs, descriptor("value", capture.Kind(kind), s.num(id)))
	}
	return c
}

func (s *script) freeze(args, _ []string) capture.Call {
	c := s.made(&uapi.MapFreezeAttr{MapFD: uapi.FD(s.num(args[0]))}, "", 0, keyed(args[1:])["errno"])
	c.FDs = []capture.FD{descriptor("map_fd", capture.KindMap, s.num(args[0]))}
	return c
}

func (s *script) objGet(args, _ []string) capture.Call {
	var id uint32
	k := keyed(args[1:])
	if k["errno"] == "0" {
		id = s.num(args[1])
	}
	c := s.made(&uapi.ObjGetAttr{}, capture.KindMap, id, k["errno"])
	c.Memory = append(c.Memory, memory("pathname", []byte(args[0]+"\x00")))
	return c
}

func (s *script) bind(args, _ []string) capture.Call {
	c := s.made(&uapi.ProgBindMapAttr{}, "", 0, "0")
	c.FDs = []capture.FD{
		descriptor("prog_fd", capture.KindProg, s.num(args[0])), descriptor("map_fd", capture.KindMap, s.num(args[1])),
	}
	return c
}

// arrayFDs notes the entries of fd_array, of the form KIND:ID; "-" is one that no instruction uses.
func (a *assembler) arrayFDs(entries []string) {
	a.array = true
	for i, e := range entries {
		if kind, id, ok := strings.Cut(e, ":"); ok {
			a.fds = append(a.fds, descriptor(fmt.Sprintf("fd_array[%d]", i), capture.Kind(kind), a.s.num(id)))
		}
	}
}
