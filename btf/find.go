package btf

import (
	"hash/maphash"
	"strings"
)

// index is a hash table of the types of one blob, built on first use. Two flat slices keep it small: vmlinux has more
// than a hundred thousand types.
type index struct {
	seed maphash.Seed
	head []uint32 // first type of each bucket: position in offsets plus 1, 0 for none; length is a power of two
	next []uint32 // next type of the same bucket, likewise
}

// hashLen is how many bytes of a name are hashed: enough to tell names apart, and a bound on the cost of long ones.
const hashLen = 64

// Find returns the ids of all types of this kind and name, in ascending order, those of the base included.
func (s *Spec) Find(kind Kind, name string) []uint32 {
	var ids []uint32
	if s.base != nil {
		ids = s.base.Find(kind, name)
	}
	s.indexOnce.Do(s.buildIndex)
	for i := s.index.head[s.bucket(kind, name)]; i != 0; i = s.index.next[i-1] {
		h := s.head(int(s.offsets[i-1]))
		if h.kind == kind && s.isNamed(h.name, name) {
			ids = append(ids, s.first+i-1)
		}
	}
	return ids
}

// Kind returns the kind of a type; Unkn for void or if there is no such type. It is much cheaper than Type.
func (s *Spec) Kind(id uint32) Kind {
	kind, _ := s.kindOf(id)
	return kind
}

// TypeName returns the name of a type; empty if it has none. It is much cheaper than Type.
func (s *Spec) TypeName(id uint32) string {
	s = s.owner(id)
	if id < s.first || id >= uint32(s.Len()) {
		return ""
	}
	return s.name(s.word(int(s.offsets[id-s.first])))
}

func (s *Spec) buildIndex() {
	size := 1
	for size < len(s.offsets) {
		size *= 2
	}
	s.index = index{maphash.MakeSeed(), make([]uint32, size), make([]uint32, len(s.offsets))}
	for i := len(s.offsets) - 1; i >= 0; i-- { // backwards: a bucket's chain starts at its lowest id
		h := s.head(int(s.offsets[i]))
		b := s.bucket(h.kind, s.namePrefix(h.name))
		s.index.next[i] = s.index.head[b]
		s.index.head[b] = uint32(i) + 1
	}
}

func (s *Spec) bucket(kind Kind, name string) int {
	sum := maphash.String(s.index.seed, name[:min(len(name), hashLen)])
	return int(sum+uint64(kind)) & (len(s.index.head) - 1)
}

// rest returns the strings from off on, which must exist.
func (s *Spec) rest(off uint32) string {
	for off < s.strBase {
		s = s.base
	}
	return s.strs[off-s.strBase:]
}

func (s *Spec) namePrefix(off uint32) string {
	rest := s.rest(off)
	prefix := rest[:min(len(rest), hashLen)]
	if n := strings.IndexByte(prefix, 0); n >= 0 {
		return prefix[:n]
	}
	return prefix
}

func (s *Spec) isNamed(off uint32, name string) bool {
	rest := s.rest(off)
	return len(rest) > len(name) && rest[len(name)] == 0 && rest[:len(name)] == name
}
