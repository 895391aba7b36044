package host

import (
	"debug/elf"
	"encoding/binary"
	"fmt"
	"slices"

	"golang.org/x/sys/unix"

	"difftest/plugins/proto"
	"difftest/uapi"
)

// A smallObject is as much of a loader as plugintest's own objects take: programs that are whole sections, arrays, and
// one data section.
type smallObject struct {
	file    *elf.File
	symbols []elf.Symbol
	license string
	maps    map[string]int // descriptors, by symbol or section
	progs   map[string]int // descriptors, by symbol
}

// openSmall reads an object.
func openSmall(path string) (*smallObject, error) {
	file, err := elf.Open(path)
	if err != nil {
		return nil, err
	}
	s := &smallObject{file: file, license: "GPL", maps: map[string]int{}, progs: map[string]int{}}
	if s.symbols, err = file.Symbols(); err != nil {
		file.Close()
		return nil, err
	}
	return s, nil
}

// close releases everything.
func (s *smallObject) close() {
	for _, fds := range []map[string]int{s.maps, s.progs} {
		for _, fd := range fds {
			if fd >= 0 {
				unix.Close(fd)
			}
		}
	}
	s.file.Close()
}

// load creates the maps and loads the wanted programs; all if none is named.
func (s *smallObject) load(wanted []string) error {
	if err := s.createMaps(); err != nil {
		return err
	}
	for _, sym := range s.symbols {
		if elf.ST_TYPE(sym.Info) != elf.STT_FUNC || len(wanted) > 0 && !slices.Contains(wanted, sym.Name) {
			continue
		}
		if err := s.loadProgram(sym); err != nil {
			return fmt.Errorf("program %s: %w", sym.Name, err)
		}
	}
	return nil
}

// createMaps creates an array for each symbol in .maps and one for .data.
func (s *smallObject) createMaps() error {
	for _, sym := range s.symbols {
		if int(sym.Section) >= len(s.file.Sections) || elf.ST_TYPE(sym.Info) != elf.STT_OBJECT {
			continue
		}
		switch section := s.file.Sections[sym.Section]; section.Name {
		case ".maps":
			if err := s.createMap(sym.Name, 8, nil); err != nil {
				return err
			}
		case ".data":
			data, err := section.Data()
			if err != nil {
				return err
			}
			if err := s.createMap(".data", uint32(len(data)), data); err != nil {
				return err
			}
		}
	}
	return nil
}

// createMap creates an array with one value.
func (s *smallObject) createMap(name string, size uint32, value []byte) error {
	fd, err := uapi.MapCreate(&uapi.MapCreateAttr{
		MapType: uapi.BPF_MAP_TYPE_ARRAY, KeySize: 4, ValueSize: size, MaxEntries: 1, MapName: uapi.NewObjName(name),
	})
	if err != nil {
		return err
	}
	s.maps[name] = int(fd)
	if value == nil {
		return nil
	}
	return uapi.MapUpdateElem(&uapi.MapUpdateElemAttr{
		MapFD: fd, Key: uapi.BytesPointer(make([]byte, 4)), Value: uapi.BytesPointer(value),
	})
}

// loadProgram loads the section that a function is.
func (s *smallObject) loadProgram(sym elf.Symbol) error {
	section := s.file.Sections[sym.Section]
	code, err := section.Data()
	if err != nil {
		return err
	}
	if rel := s.file.Section(".rel" + section.Name); rel != nil {
		data, err := rel.Data()
		if err != nil {
			return err
		}
		for ; len(data) >= 16; data = data[16:] {
			s.relocate(code, data)
		}
	}
	types := map[string]uapi.ProgType{"xdp": uapi.BPF_PROG_TYPE_XDP, "socket": uapi.BPF_PROG_TYPE_SOCKET_FILTER}
	fd, err := uapi.LoadProg(&uapi.ProgLoadAttr{
		ProgType: types[section.Name], InsnCnt: uint32(len(code) / 8), Insns: uapi.BytesPointer(code),
		License: uapi.StringPointer(s.license), ProgName: uapi.NewObjName(sym.Name),
	})
	if err != nil {
		return err
	}
	s.progs[sym.Name] = int(fd)
	return nil
}

// relocate puts a map's descriptor into an instruction.
func (s *smallObject) relocate(code, rel []byte) {
	const pseudoMapFD, pseudoMapValue = 1, 2
	insn := code[binary.LittleEndian.Uint64(rel):]
	sym := s.symbols[binary.LittleEndian.Uint32(rel[12:])-1]
	fd, ok := s.maps[sym.Name]
	insn[1] |= pseudoMapFD << 4
	if !ok {
		fd = s.maps[".data"]
		insn[1] = insn[1]&0xf | pseudoMapValue<<4
		binary.LittleEndian.PutUint32(insn[12:], binary.LittleEndian.Uint32(insn[4:])+uint32(sym.Value))
	}
	binary.LittleEndian.PutUint32(insn[4:], uint32(fd))
}

// answer names what was loaded, of the programs only the wanted ones.
func (s *smallObject) answer(wanted []string) *proto.Loaded {
	answer := &proto.Loaded{}
	for name, fd := range s.progs {
		info := uapi.ProgInfo{}
		if uapi.ObjInfo(uapi.FD(fd), &info) == nil && (len(wanted) == 0 || slices.Contains(wanted, name)) {
			answer.Programs = append(answer.Programs, &proto.Named{Name: name, Id: uint32(info.ID)})
		}
	}
	for name, fd := range s.maps {
		info := uapi.MapInfo{}
		if uapi.ObjInfo(uapi.FD(fd), &info) == nil {
			answer.Maps = append(answer.Maps, &proto.Named{Name: name, Id: uint32(info.ID)})
		}
	}
	return answer
}
