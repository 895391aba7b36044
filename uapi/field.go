package uapi

// A PointerField is a field of an attribute that points to memory.
type PointerField struct {
	Name string // kernel name of the field: "insns", "value"
	Addr uint64 // never 0
	Len  Length
	Dir  Dir
}

// A DescriptorField is a field of an attribute that holds a descriptor.
type DescriptorField struct {
	Name string // kernel name of the field; of a union's members the one that holds here
	FD   FD
	// Kind is what the kernel expects there: "map", "prog", "btf", "link", "token", "cgroup", "netns", "perf_event",
	// "lirc", "pidfd", "bpffs", "dir"; several are separated by "|"; empty if it depends on more than the attribute
	// shows.
	Kind string
}

// Dir says which way the memory behind a pointer is used.
type Dir uint8

// The directions, as the kernel sees them.
const (
	In    Dir = iota // the kernel reads it
	Out              // the kernel writes it
	InOut            // the kernel reads it, then writes it
)

// String returns "in", "out" or "inout".
func (d Dir) String() string {
	switch d {
	case In:
		return "in"
	case Out:
		return "out"
	case InOut:
		return "inout"
	}
	return "unknown"
}

// LengthOf says what the length of the memory behind a pointer is made of.
type LengthOf uint8

// What lengths are made of.
const (
	LengthUnknown LengthOf = iota // the attribute does not tell
	LengthBytes                   // Bytes
	LengthCString                 // up to and with the first NUL; the kernel reads Bytes at most
	LengthKey                     // one key of Map
	LengthValue                   // one value of Map
	LengthKeys                    // Count keys of Map
	LengthValues                  // Count values of Map
	LengthCursor                  // a position in Map: 4 bytes for hash maps, else its key size (see kernel/bpf/hashtab.c)
	LengthLog                     // text up to a NUL in room for Bytes
	LengthStrings                 // Count addresses of 8 bytes (Bytes in all), each of a text that ends in a NUL
)

var lengthNames = [...]string{
	"unknown", "bytes", "cstring", "key", "value", "keys", "values", "cursor", "log", "strings",
}

// String returns a word.
func (l LengthOf) String() string {
	if int(l) < len(lengthNames) {
		return lengthNames[l]
	}
	return "unknown"
}

// Length is the length of the memory behind a pointer. The numbers are the caller's and may be absurd: a count of
// records times their size reaches 2^64, so whoever reads must set a limit.
type Length struct {
	Of    LengthOf
	Bytes uint64 // LengthBytes, LengthCString, LengthLog, LengthStrings
	Count uint32 // LengthKeys, LengthValues, LengthStrings
	Map   FD     // LengthKey, LengthValue, LengthKeys, LengthValues, LengthCursor
}

// Limits that the kernel sets to texts it reads.
const (
	maxPath       = 4096 // PATH_MAX
	maxLicense    = 128  // char license[128] in bpf_prog_load
	maxTracepoint = 128  // char tp_name[128] in bpf_raw_tp_link_attach
)

func bytesLen(n uint64) Length             { return Length{Of: LengthBytes, Bytes: n} }
func recordsLen(count, size uint32) Length { return bytesLen(uint64(count) * uint64(size)) }
func textLen(limit uint64) Length          { return Length{Of: LengthCString, Bytes: limit} }
func logLen(size uint32) Length            { return Length{Of: LengthLog, Bytes: uint64(size)} }
func mapLen(of LengthOf, m FD, count uint32) Length {
	return Length{Of: of, Count: count, Map: m}
}

func stringsLen(count uint32) Length {
	return Length{Of: LengthStrings, Bytes: uint64(count) * 8, Count: count}
}

// pointerList collects the pointers of one attribute.
type pointerList []PointerField

func (l *pointerList) add(name string, p Pointer, dir Dir, length Length) {
	if !p.IsNull() {
		*l = append(*l, PointerField{Name: name, Addr: p.Addr(), Len: length, Dir: dir})
	}
}

// descriptorList collects the descriptors of one attribute.
type descriptorList []DescriptorField

func (l *descriptorList) add(name string, fd FD, kind string) {
	*l = append(*l, DescriptorField{Name: name, FD: fd, Kind: kind})
}
