package btf

import (
	"fmt"
	"strings"
)

// head is a decoded struct btf_type.
type head struct {
	name uint32
	kind Kind
	vlen int
	flag bool
	last uint32 // size or type
}

func (s *Spec) head(at int) head {
	info := s.word(at + 4)
	return head{
		name: s.word(at),
		kind: Kind(info >> 24 & 0x1f),
		vlen: int(info & 0xffff),
		flag: info>>31 != 0,
		last: s.word(at + 8),
	}
}

// size returns the length in bytes of a type with this head.
func (h head) size() int {
	l := layouts[h.kind]
	return headLen + l.fixed + l.each*h.vlen
}

// scan finds where each type starts.
func (s *Spec) scan() error {
	for at := 0; at < len(s.types); {
		id := s.Len()
		if len(s.types)-at < headLen {
			return fmt.Errorf("type %d: offset %d: %d bytes left", id, at, len(s.types)-at)
		}
		h := s.head(at)
		if h.kind == Unkn || h.kind >= kindEnd {
			return fmt.Errorf("type %d: offset %d: kind %d", id, at, h.kind)
		}
		if h.size() > len(s.types)-at {
			return fmt.Errorf("type %d: offset %d: %s of %d bytes, %d left", id, at, h.kind, h.size(), len(s.types)-at)
		}
		s.offsets = append(s.offsets, uint32(at))
		at += h.size()
	}
	return nil
}

// check checks that all names and type ids exist.
func (s *Spec) check() error {
	for i, at := range s.offsets {
		h := s.head(int(at))
		if err := s.checkType(h, int(at)); err != nil {
			return fmt.Errorf("type %d: %s: %w", s.first+uint32(i), h.kind, err)
		}
	}
	return nil
}

func (s *Spec) checkType(h head, at int) error {
	l := &layouts[h.kind]
	if err := s.checkName(h.name); err != nil {
		return err
	}
	if l.ref {
		if err := s.checkID(h.last); err != nil {
			return err
		}
	}
	at += headLen
	if h.kind == Array {
		if err := s.checkID(s.word(at)); err != nil {
			return err
		}
		return s.checkID(s.word(at + 4))
	}
	if l.each == 0 {
		return nil
	}
	return s.checkElements(h, at)
}

func (s *Spec) checkElements(h head, at int) error {
	l := &layouts[h.kind]
	for i := range h.vlen {
		if l.nameAt >= 0 {
			if err := s.checkName(s.word(at + l.nameAt)); err != nil {
				return fmt.Errorf("element %d: %w", i, err)
			}
		}
		if l.typeAt >= 0 {
			if err := s.checkID(s.word(at + l.typeAt)); err != nil {
				return fmt.Errorf("element %d: %w", i, err)
			}
		}
		at += l.each
	}
	return nil
}

func (s *Spec) checkName(off uint32) error {
	if !s.hasString(off) {
		return fmt.Errorf("name at offset %d of %d", off, s.strBase+uint32(len(s.strs)))
	}
	return nil
}

func (s *Spec) checkID(id uint32) error {
	if id >= uint32(s.Len()) {
		return fmt.Errorf("refers to type %d of %d", id, s.Len())
	}
	return nil
}

func (s *Spec) hasString(off uint32) bool { return uint64(off) < uint64(s.strBase)+uint64(len(s.strs)) }

// name returns the string at off, which must exist.
func (s *Spec) name(off uint32) string {
	rest := s.rest(off)
	return rest[:strings.IndexByte(rest, 0)]
}
