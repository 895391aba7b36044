package btf

import (
	"encoding/binary"
	"errors"
	"fmt"
)

const (
	extHeaderLen     = 24 // without core_relo
	extHeaderCoreLen = 32
	sectionHeadLen   = 8

	funcInfoLen = 8
	lineInfoLen = 16
	coreReloLen = 16
)

// Ext is the contents of a .BTF.ext blob: for each ELF section, what belongs to its instructions.
type Ext struct {
	Funcs []Section[FuncInfo]
	Lines []Section[LineInfo]
	Core  []Section[CoreRelo]
}

// Section holds the records of one ELF section, in the order on record.
type Section[T any] struct {
	Name    string
	Records []T
}

// FuncInfo says which FUNC starts at an instruction.
type FuncInfo struct {
	InsnOff uint32 // in .BTF.ext bytes from the start of the section; in what is sent to the kernel instructions
	TypeID  uint32 // not checked
}

// LineInfo says which source line an instruction comes from.
type LineInfo struct {
	InsnOff uint32 // as in FuncInfo
	File    string
	Text    string // the line itself
	Line    uint32 // from 1
	Col     uint32 // from 1; 0 if unknown
}

// CoreRelo is a CO-RE relocation.
type CoreRelo struct {
	InsnOff uint32 // bytes, in .BTF.ext and in what is sent to the kernel alike
	TypeID  uint32 // local root type; not checked
	Access  string // "0:1:2"
	Kind    CoreKind
}

// ParseExt reads a raw .BTF.ext blob whose strings are in spec. Records may be longer than known, as newer compilers
// may write them. It returns an error that names the place if anything lies out of bounds.
func ParseExt(blob []byte, spec *Spec) (*Ext, error) {
	ext, err := parseExt(blob, spec)
	if err != nil {
		return nil, fmt.Errorf("btf.ext: %w", err)
	}
	return ext, nil
}

func parseExt(blob []byte, spec *Spec) (*Ext, error) {
	if spec == nil {
		return nil, errors.New("no BTF")
	}
	order, err := byteOrder(blob)
	if err != nil {
		return nil, err
	}
	if len(blob) < extHeaderLen || len(blob) > maxBlob {
		return nil, fmt.Errorf("header: %d bytes", len(blob))
	}
	if blob[2] != 1 {
		return nil, fmt.Errorf("header: version %d", blob[2])
	}
	hdrLen := order.Uint32(blob[4:])
	if hdrLen < extHeaderLen || uint64(hdrLen) > uint64(len(blob)) {
		return nil, fmt.Errorf("header: length %d of %d", hdrLen, len(blob))
	}
	x := &extReader{spec: spec, order: order, blob: blob, base: int(hdrLen)}
	ext := new(Ext)
	if ext.Funcs, err = sections(x, "func_info", 8, spec.FuncInfos); err != nil {
		return nil, err
	}
	if ext.Lines, err = sections(x, "line_info", 16, spec.LineInfos); err != nil {
		return nil, err
	}
	if hdrLen >= extHeaderCoreLen {
		if ext.Core, err = sections(x, "core_relo", 24, spec.CoreRelos); err != nil {
			return nil, err
		}
	}
	return ext, nil
}

type extReader struct {
	spec  *Spec
	order binary.ByteOrder
	blob  []byte
	base  int // length of the header
}

// decoder decodes the records of a section.
type decoder[T any] func(b []byte, recSize int, order binary.ByteOrder) ([]T, error)

// sections reads one of the three parts; its offset and length stand in the header at offset at.
func sections[T any](x *extReader, what string, at int, decode decoder[T]) ([]Section[T], error) {
	data, err := part(x.blob[x.base:], x.order.Uint32(x.blob[at:]), x.order.Uint32(x.blob[at+4:]))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	if len(data) == 0 {
		return nil, nil
	}
	start := x.base + int(x.order.Uint32(x.blob[at:])) // errors name offsets in the blob
	if len(data) < 4 {
		return nil, fmt.Errorf("%s: offset %d: %d bytes", what, start, len(data))
	}
	recSize := x.order.Uint32(data)
	if recSize == 0 || recSize%4 != 0 {
		return nil, fmt.Errorf("%s: offset %d: record size %d", what, start, recSize)
	}
	var all []Section[T]
	for pos := 4; pos < len(data); {
		sec, size, err := section(x, data[pos:], recSize, decode)
		if err != nil {
			return nil, fmt.Errorf("%s: offset %d: %w", what, start+pos, err)
		}
		all = append(all, sec)
		pos += size
	}
	return all, nil
}

// section reads the records of the ELF section at the start of b and returns how many bytes they fill.
func section[T any](x *extReader, b []byte, recSize uint32, decode decoder[T]) (Section[T], int, error) {
	if len(b) < sectionHeadLen {
		return Section[T]{}, 0, fmt.Errorf("%d bytes left", len(b))
	}
	name, ok := x.spec.String(x.order.Uint32(b))
	if !ok {
		return Section[T]{}, 0, fmt.Errorf("section name at offset %d", x.order.Uint32(b))
	}
	n := x.order.Uint32(b[4:])
	size := uint64(n) * uint64(recSize)
	if n == 0 || size > uint64(len(b)-sectionHeadLen) {
		return Section[T]{}, 0, fmt.Errorf("section %q: %d records of %d bytes, %d left",
			name, n, recSize, len(b)-sectionHeadLen)
	}
	end := sectionHeadLen + int(size)
	records, err := decode(b[sectionHeadLen:end], int(recSize), x.order)
	if err != nil {
		return Section[T]{}, 0, fmt.Errorf("section %q: %w", name, err)
	}
	return Section[T]{name, records}, end, nil
}
