package progrun

import (
	"encoding/binary"
	"fmt"
	"os"
	"runtime"
	"sync/atomic"
	"unsafe"

	"golang.org/x/sys/unix"

	"difftest/uapi"
)

// watchedRing is a ring buffer, whose records are taken out at each look.
// Layout: https://github.com/torvalds/linux/blob/v6.18/Documentation/bpf/ringbuf.rst
type watchedRing struct {
	fd       uapi.FD
	consumer []byte // a page that begins with the position up to which records were taken out
	producer []byte // a page that begins with the position up to which records were put in, then the data, twice
	mask     uint64
}

// Bits of the first word of a record.
const (
	recordBusy    = 1 << 31 // still being written
	recordDropped = 1 << 30
	recordHeader  = 8
)

func newWatchedRing(fd uapi.FD, info uapi.MapInfo) (*watchedRing, error) {
	page, size := os.Getpagesize(), int(info.MaxEntries)
	consumer, err := unix.Mmap(int(fd), 0, page, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("mmap: %w", err)
	}
	producer, err := unix.Mmap(int(fd), int64(page), page+2*size, unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		_ = unix.Munmap(consumer)
		return nil, fmt.Errorf("mmap: %w", err)
	}
	return &watchedRing{fd: fd, consumer: consumer, producer: producer, mask: uint64(size) - 1}, nil
}

func (m *watchedRing) large() bool { return false }

func (m *watchedRing) close() {
	_ = unix.Munmap(m.consumer)
	_ = unix.Munmap(m.producer)
	unix.Close(int(m.fd))
}

func (m *watchedRing) look(changed func([]byte, []byte, bool)) error {
	data := m.producer[os.Getpagesize():]
	taken, end := counter(m.consumer, 0), counter(m.producer, 0)
	at := taken.Load()
	for n := uint32(0); at < end.Load(); {
		record := data[at&m.mask:]
		length := (*atomic.Uint32)(unsafe.Pointer(&record[0])).Load()
		if length&recordBusy != 0 {
			break
		}
		size := uint64(length &^ recordDropped)
		if length&recordDropped == 0 {
			changed(binary.NativeEndian.AppendUint32(nil, n), append([]byte{}, record[recordHeader:recordHeader+size]...), false)
			n++
		}
		at += (recordHeader + size + 7) &^ 7
	}
	taken.Store(at)
	return nil
}

// counter is a 64-bit number in memory that is shared with the kernel.
func counter(b []byte, at int) *atomic.Uint64 { return (*atomic.Uint64)(unsafe.Pointer(&b[at])) }

// watchedPerf is a perf event array, for which a perf buffer is made on each CPU; records are taken out at each look.
type watchedPerf struct {
	fd      uapi.FD
	buffers []perfBuffer
}

// perfBuffer is what programs send on one CPU.
// Layout: https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/perf_event.h
type perfBuffer struct {
	cpu, fd int
	mem     []byte
}

const (
	perfPages     = 16 // of data, a power of two
	maxPerfCPUs   = 16 // the first ones: programs run on the first CPU that the runner may use, and on 0 and 1
	perfHeadAt    = 1024
	perfTailAt    = 1032
	perfSample    = 9 // PERF_RECORD_SAMPLE
	perfOutput    = 10
	perfRaw       = 0x400
	perfRecordTop = 8 // bytes of struct perf_event_header
)

func newWatchedPerf(fd uapi.FD, info uapi.MapInfo) (*watchedPerf, error) {
	m := &watchedPerf{fd: fd}
	for cpu := range min(int(info.MaxEntries), runtime.NumCPU(), maxPerfCPUs) {
		b, err := newPerfBuffer(cpu)
		if err == nil {
			m.buffers = append(m.buffers, b)
			err = uapi.MapUpdateElem(&uapi.MapUpdateElemAttr{
				MapFD: fd, Key: uapi.BytesPointer(binary.NativeEndian.AppendUint32(nil, uint32(cpu))),
				Value: uapi.BytesPointer(binary.NativeEndian.AppendUint32(nil, uint32(b.fd))),
			})
		}
		if err != nil {
			for _, b := range m.buffers {
				b.close()
			}
			return nil, fmt.Errorf("perf buffer of CPU %d: %w", cpu, err)
		}
	}
	return m, nil
}

func newPerfBuffer(cpu int) (perfBuffer, error) {
	attr := unix.PerfEventAttr{Type: unix.PERF_TYPE_SOFTWARE, Config: perfOutput, Sample_type: perfRaw, Wakeup: 1}
	attr.Size = uint32(unsafe.Sizeof(attr))
	fd, err := unix.PerfEventOpen(&attr, -1, cpu, -1, unix.PERF_FLAG_FD_CLOEXEC)
	if err != nil {
		return perfBuffer{}, fmt.Errorf("open: %w", err)
	}
	fd = raise(fd)
	mem, err := unix.Mmap(fd, 0, (1+perfPages)*os.Getpagesize(), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		unix.Close(fd)
		return perfBuffer{}, fmt.Errorf("mmap: %w", err)
	}
	return perfBuffer{cpu: cpu, fd: fd, mem: mem}, nil
}

func (b perfBuffer) close() {
	_ = unix.Munmap(b.mem)
	unix.Close(b.fd)
}

func (m *watchedPerf) large() bool { return false }

func (m *watchedPerf) close() {
	for _, b := range m.buffers {
		b.close()
	}
	unix.Close(int(m.fd))
}

func (m *watchedPerf) look(changed func([]byte, []byte, bool)) error {
	for _, b := range m.buffers {
		b.take(func(n uint32, record []byte) {
			key := binary.NativeEndian.AppendUint32(nil, uint32(b.cpu))
			changed(binary.NativeEndian.AppendUint32(key, n), record, false)
		})
	}
	return nil
}

// take takes all records out.
func (b perfBuffer) take(record func(n uint32, data []byte)) {
	data := b.mem[os.Getpagesize():]
	head, tail := counter(b.mem, perfHeadAt), counter(b.mem, perfTailAt)
	at := tail.Load()
	for n := uint32(0); at < head.Load(); {
		top := ringCopy(data, at, perfRecordTop)
		size := uint64(binary.NativeEndian.Uint16(top[6:]))
		if size < perfRecordTop { // cannot be
			at = head.Load()
			break
		}
		if body := ringCopy(data, at+perfRecordTop, int(size)-perfRecordTop); len(body) >= 4 &&
			binary.NativeEndian.Uint32(top) == perfSample {
			length := min(int(binary.NativeEndian.Uint32(body)), len(body)-4)
			record(n, body[4:4+length])
			n++
		}
		at += size
	}
	tail.Store(at)
}

// ringCopy copies bytes out of a ring whose size is a power of two.
func ringCopy(ring []byte, at uint64, n int) []byte {
	out := make([]byte, n)
	from := int(at & uint64(len(ring)-1))
	copied := copy(out, ring[from:])
	copy(out[copied:], ring)
	return out
}
