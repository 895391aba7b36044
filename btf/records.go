package btf

import (
	"encoding/binary"
	"fmt"
)

// FuncInfos decodes func_info records of recSize bytes each, as in .BTF.ext or as sent with BPF_PROG_LOAD.
func (s *Spec) FuncInfos(b []byte, recSize int, order binary.ByteOrder) ([]FuncInfo, error) {
	n, err := recordCount(b, recSize, funcInfoLen)
	if err != nil {
		return nil, err
	}
	infos := make([]FuncInfo, n)
	for i := range infos {
		r := b[i*recSize:]
		infos[i] = FuncInfo{InsnOff: order.Uint32(r), TypeID: order.Uint32(r[4:])}
	}
	return infos, nil
}

// LineInfos decodes line_info records of recSize bytes each, as in .BTF.ext or as sent with BPF_PROG_LOAD.
func (s *Spec) LineInfos(b []byte, recSize int, order binary.ByteOrder) ([]LineInfo, error) {
	n, err := recordCount(b, recSize, lineInfoLen)
	if err != nil {
		return nil, err
	}
	infos := make([]LineInfo, n)
	for i := range infos {
		r := b[i*recSize:]
		file, ok := s.String(order.Uint32(r[4:]))
		if !ok {
			return nil, fmt.Errorf("record %d: file name at offset %d", i, order.Uint32(r[4:]))
		}
		text, ok := s.String(order.Uint32(r[8:]))
		if !ok {
			return nil, fmt.Errorf("record %d: line at offset %d", i, order.Uint32(r[8:]))
		}
		lineCol := order.Uint32(r[12:])
		infos[i] = LineInfo{order.Uint32(r), file, text, lineCol >> 10, lineCol & 0x3ff}
	}
	return infos, nil
}

// CoreRelos decodes core_relo records of recSize bytes each, as in .BTF.ext or as sent with BPF_PROG_LOAD.
func (s *Spec) CoreRelos(b []byte, recSize int, order binary.ByteOrder) ([]CoreRelo, error) {
	n, err := recordCount(b, recSize, coreReloLen)
	if err != nil {
		return nil, err
	}
	relos := make([]CoreRelo, n)
	for i := range relos {
		r := b[i*recSize:]
		access, ok := s.String(order.Uint32(r[8:]))
		if !ok {
			return nil, fmt.Errorf("record %d: access string at offset %d", i, order.Uint32(r[8:]))
		}
		relos[i] = CoreRelo{order.Uint32(r), order.Uint32(r[4:]), access, CoreKind(order.Uint32(r[12:]))}
	}
	return relos, nil
}

func recordCount(b []byte, recSize, least int) (int, error) {
	if recSize < least {
		return 0, fmt.Errorf("record size %d, at least %d", recSize, least)
	}
	if len(b)%recSize != 0 {
		return 0, fmt.Errorf("%d bytes in records of %d", len(b), recSize)
	}
	return len(b) / recSize, nil
}

// CoreKind is what a CO-RE relocation asks for (enum bpf_core_relo_kind of uapi/linux/bpf.h).
type CoreKind uint32

var coreKinds = [...]string{
	"byte_off", "byte_sz", "field_exists", "signed", "lshift_u64", "rshift_u64", "local_type_id", "target_type_id",
	"type_exists", "type_size", "enumval_exists", "enumval_value", "type_matches",
}

// String names the kind as libbpf does in its debug output: "byte_off".
func (k CoreKind) String() string {
	if int64(k) < int64(len(coreKinds)) {
		return coreKinds[k]
	}
	return fmt.Sprintf("kind(%d)", uint32(k))
}
