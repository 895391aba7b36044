package host

import (
	"bytes"
	"debug/elf"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"difftest/btf"
	"difftest/diffreport"
)

// changedCopy writes a changed copy of an object and returns the object with it in its place. The copy has the same
// name, since libraries name maps by it, and all else is told of the original.
func changedCopy(t *testing.T, obj *Object, change func([]byte) ([]byte, error)) *Object {
	data, err := os.ReadFile(obj.Abs)
	if err != nil {
		t.Fatal(err)
	}
	if data, err = change(data); err != nil {
		t.Fatal(err)
	}
	out := *obj
	out.Abs = filepath.Join(t.TempDir(), filepath.Base(obj.Abs))
	if err := os.WriteFile(out.Abs, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return &out
}

// Faults that need room: one side is given an object without something.
var variantFaults = []fault{
	{"missing map", diffreport.KindMaps, diffreport.ImpactSilent, func(s *sample) []place { return s.withoutMaps(false) }},
	{"extra map", diffreport.KindMaps, diffreport.ImpactSilent, func(s *sample) []place { return s.withoutMaps(true) }},
	{"program not loaded", diffreport.KindPrograms, diffreport.ImpactSilent,
		func(s *sample) []place { return s.withoutPrograms(false) }},
	{"program too many", diffreport.KindPrograms, diffreport.ImpactSilent,
		func(s *sample) []place { return s.withoutPrograms(true) }},
}

// withoutMaps leaves out maps that nothing of the object refers to.
func (s *sample) withoutMaps(onSound bool) []place {
	used := map[string]bool{}
	for _, r := range s.mapRefs() {
		used[r.m.name] = true
	}
	for _, m := range s.form.Maps {
		for _, e := range m.Entries {
			name, _ := strings.CutPrefix(e.Value, "map ")
			used[name] = true
			used[m.Name] = used[m.Name] || name != ""
		}
	}
	var out []place
	for _, m := range s.maps {
		if m.form != nil && !used[m.name] && slices.Contains(s.obj.Facts.MapVars, m.name) {
			without := func(file []byte) ([]byte, error) { return withoutMap(file, m.name) }
			out = append(out, place{at: "map " + m.name, variant: without, onSound: onSound})
		}
	}
	return out
}

// withoutPrograms has programs not loaded: those that are alone in their section, whose name says so.
func (s *sample) withoutPrograms(onSound bool) []place {
	sections := map[string]int{}
	for _, f := range s.obj.Facts.Funcs {
		sections[f.Section]++
	}
	var out []place
	for _, f := range s.obj.Facts.Funcs {
		sent := slices.ContainsFunc(s.progs, func(p *sentProg) bool { return p.name == f.Name })
		isOp := strings.HasPrefix(f.Section, "struct_ops") // loaded if its map is, whatever its section is called
		if f.IsProgram() && sections[f.Section] == 1 && sent && !isOp {
			without := func(file []byte) ([]byte, error) { return withSection(file, f.Section, "?"+f.Section) }
			out = append(out, place{at: "prog " + f.Name + " outcome", variant: without, onSound: onSound})
		}
	}
	return out
}

// Offsets in the header of a section and of BTF, and sizes there.
const (
	sectionHeaderLen = 64
	sectionName      = 0
	sectionOffset    = 24
	sectionSize      = 32

	btfHeaderLen   = 4
	btfTypesLen    = 12
	btfStrings     = 16
	btfTypeLen     = 12
	btfVarLen      = 12 // of one variable in a section
	elfSectionsOff = 40
)

// sectionHeader returns the header of section number i.
func sectionHeader(file []byte, i int) []byte {
	return file[native.Uint64(file[elfSectionsOff:])+uint64(i)*sectionHeaderLen:]
}

// setSection puts other contents behind the end of the file and makes them those of section number i.
func setSection(file []byte, i int, data []byte) []byte {
	header := sectionHeader(file, i)
	native.PutUint64(header[sectionOffset:], uint64(len(file)))
	native.PutUint64(header[sectionSize:], uint64(len(data)))
	return append(file, data...)
}

// withSection gives a section another name.
func withSection(file []byte, from, to string) ([]byte, error) {
	f, err := elf.NewFile(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	strtab := int(native.Uint16(file[elfNamesIndex:]))
	names, err := f.Sections[strtab].Data()
	if err != nil {
		return nil, err
	}
	n := slices.IndexFunc(f.Sections, func(s *elf.Section) bool { return s.Name == from })
	native.PutUint32(sectionHeader(file, n)[sectionName:], uint32(len(names)))
	return setSection(file, strtab, append(names, to+"\x00"...)), nil
}

// elfNamesIndex is where the header of the file says which section holds the names of sections.
const elfNamesIndex = 62

// withoutMap takes the definition of a map out of the object's BTF.
func withoutMap(file []byte, name string) ([]byte, error) {
	f, err := elf.NewFile(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	n := slices.IndexFunc(f.Sections, func(s *elf.Section) bool { return s.Name == ".BTF" })
	blob, err := f.Sections[n].Data()
	if err != nil {
		return nil, err
	}
	spec, err := btf.Parse(blob)
	if err != nil {
		return nil, err
	}
	for _, id := range spec.Find(btf.Datasec, ".maps") {
		section, _ := spec.Type(id)
		for i, v := range section.Vars {
			if spec.TypeName(v.Type) == name {
				return setSection(file, n, withoutVar(blob, id, i)), nil
			}
		}
	}
	return nil, errors.New("no such map")
}

// withoutVar takes variable number i out of the section with that type id.
func withoutVar(blob []byte, id uint32, i int) []byte {
	at := int(native.Uint32(blob[btfHeaderLen:])) + typeOffset(blob, id)
	info := native.Uint32(blob[at+4:])
	native.PutUint32(blob[at+4:], info-1) // its lowest bits count the variables
	for _, field := range []int{btfTypesLen, btfStrings} {
		native.PutUint32(blob[field:], native.Uint32(blob[field:])-btfVarLen)
	}
	at += btfTypeLen + i*btfVarLen
	return slices.Delete(blob, at, at+btfVarLen)
}

// typeOffset is where in the types of BTF the type with that id begins.
func typeOffset(blob []byte, id uint32) int {
	start := int(native.Uint32(blob[btfHeaderLen:]))
	at := 0
	for range id - 1 {
		info := native.Uint32(blob[start+at+4:])
		at += btfTypeLen + typeTail(btf.Kind(info>>24&0x1f), int(info&0xffff))
	}
	return at
}

// typeTail is how many bytes follow the common part of a type.
func typeTail(kind btf.Kind, n int) int {
	switch kind {
	case btf.Int, btf.Var, btf.DeclTag:
		return 4
	case btf.Array:
		return 12
	case btf.Struct, btf.Union, btf.Datasec, btf.Enum64:
		return 12 * n
	case btf.Enum, btf.FuncProto:
		return 8 * n
	}
	return 0
}
