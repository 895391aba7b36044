package tracer

import (
	"bytes"
	"fmt"

	"golang.org/x/sys/unix"
)

const pageSize = 4096

// maxMemory is the most that is read of one piece of a command's memory, in bytes: a million instructions of 8 bytes
// (BPF_COMPLEXITY_LIMIT_INSNS) and the largest map values met in practice stay below it.
const maxMemory = 64 << 20

// maxString is the most that is read of a C string that an attribute points to, in bytes, as the kernel's PATH_MAX.
const maxString = 4096

// readMemory reads n bytes at addr of a stopped thread. What it can't read is missing at the end of the result, with an
// error that says why.
func readMemory(tid int, addr, n uint64) ([]byte, error) {
	if n == 0 || addr == 0 {
		return nil, nil
	}
	var short error
	if n > maxMemory {
		short = fmt.Errorf("%d bytes at %#x: only %d recorded", n, addr, maxMemory)
		n = maxMemory
	}
	buf := make([]byte, n)
	got := 0
	for got < len(buf) {
		local := []unix.Iovec{{Base: &buf[got]}}
		local[0].SetLen(len(buf) - got)
		remote := []unix.RemoteIovec{{Base: uintptr(addr) + uintptr(got), Len: len(buf) - got}}
		m, err := unix.ProcessVMReadv(tid, local, remote, 0)
		if err != nil || m == 0 {
			return buf[:got], fmt.Errorf("%d bytes at %#x: %d readable: %v", n, addr, got, err)
		}
		got += m
	}
	return buf, short
}

// readString reads the C string of up to limit bytes at addr, without its NUL, page by page so that its end may be the end of a mapping.
func readString(tid int, addr, limit uint64) ([]byte, error) {
	var s []byte
	for addr != 0 && uint64(len(s)) < limit {
		n := pageSize - addr%pageSize
		chunk, err := readMemory(tid, addr, n)
		if i := bytes.IndexByte(chunk, 0); i >= 0 {
			return append(s, chunk[:i]...), nil
		}
		s = append(s, chunk...)
		if err != nil {
			return s, fmt.Errorf("string: %w", err)
		}
		addr += n
	}
	if addr == 0 {
		return nil, nil
	}
	return s, fmt.Errorf("string: no end within %d bytes", limit)
}
