package uapi

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"
)

type number32 interface{ ~uint32 | ~int32 }

type number64 interface{ ~uint64 | ~int64 }

func put32[T number32](b []byte, at int, v T) { binary.NativeEndian.PutUint32(b[at:], uint32(v)) }

func put64[T number64](b []byte, at int, v T) { binary.NativeEndian.PutUint64(b[at:], uint64(v)) }

func get32[T number32](b []byte, at int) T { return T(binary.NativeEndian.Uint32(b[at:])) }

func get64[T number64](b []byte, at int) T { return T(binary.NativeEndian.Uint64(b[at:])) }

// A bit-field of one bit in a word of 32. The number of its first bit is that of a little-endian machine.
func putBit(b []byte, at, bit int, v bool) {
	if v {
		put32(b, at, get32[uint32](b, at)|1<<bit)
	}
}

func getBit(b []byte, at, bit int) bool { return get32[uint32](b, at)>>bit&1 != 0 }

// behind returns a copy of what is behind the first n bytes, or nil.
func behind(b []byte, n int) []byte {
	if len(b) <= n {
		return nil
	}
	return bytes.Clone(b[n:])
}

func enumName[T ~uint32](names map[T]string, v T, prefix string) string {
	if name, ok := names[v]; ok {
		return name
	}
	return prefix + "(" + strconv.FormatUint(uint64(v), 10) + ")"
}

func enumValue[T ~uint32](names map[T]string, name string) (T, bool) {
	for v, n := range names {
		if n == name {
			return v, true
		}
	}
	return 0, false
}

type flagName[T any] struct {
	bit  T
	name string
}

func flagNames[T ~uint32 | ~uint64](v T, zero string, names []flagName[T]) string {
	if v == 0 && zero != "" {
		return zero
	}
	var parts []string
	for _, n := range names {
		if v&n.bit != 0 {
			parts = append(parts, n.name)
			v &^= n.bit
		}
	}
	if v != 0 || parts == nil {
		parts = append(parts, "0x"+strconv.FormatUint(uint64(v), 16))
	}
	return strings.Join(parts, "|")
}
