package progrun

import (
	"encoding/binary"
	"errors"
	"fmt"

	"difftest/capture"
)

// The host and a runner talk over a stream socket, and leave replies in memory that they share. Each message has a header:
// its length without the header, then what is asked for or told. Descriptors travel beside a request's header. Both ends
// are the same executable on the same machine, so there is no version; all numbers are little-endian.
const (
	headerSize = 8

	// maxRequest limits a request: all inputs of a program.
	maxRequest = 64 << 20
	// maxReply limits a reply: what a run changed in all maps.
	maxReply = 128 << 20
	// maxData limits what the kernel gives back of a packet: XDP takes 17 fragments of a page.
	maxData = 128 << 10
	// maxContext limits what the kernel gives back of a context in a buffer of its own.
	maxContext = 4 << 10
	// maxMaps is how many maps are watched: as many descriptors as go beside one message.
	maxMaps = 250
)

// What a request asks for.
const (
	askWatch  = 1 // watch the maps whose descriptors come with it; answered with a reason for each that cannot be
	askRun    = 2 // run the program whose descriptor comes with it; answered with a reply for each input
	askForget = 3 // watch no maps any more; not answered
)

// What a message to the host is.
const (
	tellReply = 0 // a reply, or the answer to askWatch
	tellDone  = 1 // all runs are made, and their replies in the shared memory
)

// A runRequest asks for runs of one program.
type runRequest struct {
	dataOut bool
	ctxOut  ctxOut
	attach  bool
	inputs  []capture.Input // without names
}

// encode appends the message's body.
func (r *runRequest) encode(b []byte) []byte {
	b = append(b, flag(r.dataOut), byte(r.ctxOut), flag(r.attach))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(r.inputs)))
	for _, in := range r.inputs {
		b = appendBytes(b, in.Data)
		b = appendBytes(b, in.Ctx)
		b = appendBytes(b, in.State)
		b = append(b, flag(in.OnCPU))
		b = binary.LittleEndian.AppendUint32(b, in.CPU)
	}
	return b
}

// decode reads what encode wrote. The slices lie in b.
func (r *runRequest) decode(b []byte) error {
	d := decoder{b: b}
	r.dataOut, r.ctxOut, r.attach = d.flag(), ctxOut(d.byte()), d.flag()
	for range d.count() {
		r.inputs = append(r.inputs, capture.Input{
			Data: d.bytes(), Ctx: d.bytes(), State: d.bytes(), OnCPU: d.flag(), CPU: d.uint32(),
		})
	}
	return d.end("request")
}

// A reply is what one run came to.
type reply struct {
	Errno  uint32
	Retval uint32
	Same   bool // the data came back as it went in
	Data   []byte
	Ctx    []byte
	// Damaged says that the program closed descriptors of the runner, which ends after this reply. Changes are unknown.
	Damaged bool
	Changes []change
}

// change is a capture.Change whose map goes by its number among those watched.
type change struct {
	mapp  int
	key   []byte
	value []byte
	gone  bool
}

func (r *reply) encode(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, r.Errno)
	b = binary.LittleEndian.AppendUint32(b, r.Retval)
	b = append(b, flag(r.Same), flag(r.Damaged))
	b = appendBytes(b, r.Data)
	b = appendBytes(b, r.Ctx)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(r.Changes)))
	for _, c := range r.Changes {
		b = append(b, byte(c.mapp), flag(c.gone))
		b = appendBytes(b, c.key)
		b = appendBytes(b, c.value)
	}
	return b
}

func (r *reply) decode(b []byte) error {
	d := decoder{b: b}
	r.Errno, r.Retval, r.Same, r.Damaged = d.uint32(), d.uint32(), d.flag(), d.flag()
	r.Data, r.Ctx = d.bytes(), d.bytes()
	for range d.count() {
		r.Changes = append(r.Changes, change{mapp: int(d.byte()), gone: d.flag(), key: d.bytes(), value: d.bytes()})
	}
	return d.end("reply")
}

// encodeTexts appends a list of texts.
func encodeTexts(b []byte, texts []string) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(texts)))
	for _, t := range texts {
		b = appendBytes(b, []byte(t))
	}
	return b
}

func decodeTexts(b []byte) ([]string, error) {
	d := decoder{b: b}
	var texts []string
	for range d.count() {
		texts = append(texts, string(d.bytes()))
	}
	return texts, d.end("reply")
}

// header is a message's header.
func header(length int, kind uint32) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(length))
	return binary.LittleEndian.AppendUint32(b, kind)
}

func parseHeader(b []byte, limit uint32) (length int, kind uint32, err error) {
	n := binary.LittleEndian.Uint32(b)
	if n > limit {
		return 0, 0, fmt.Errorf("message of %d bytes, at most %d", n, limit)
	}
	return int(n), binary.LittleEndian.Uint32(b[4:]), nil
}

func flag(v bool) byte {
	if v {
		return 1
	}
	return 0
}

// absent stands for the length of bytes that are nil, which mean something else than none.
const absent = 1<<32 - 1

func appendBytes(b, data []byte) []byte {
	if data == nil {
		return binary.LittleEndian.AppendUint32(b, absent)
	}
	return append(binary.LittleEndian.AppendUint32(b, uint32(len(data))), data...)
}

var errCutShort = errors.New("cut short")

// decoder reads a message's body. Behind its end it reads zeros and keeps the error.
type decoder struct {
	b   []byte
	err error
}

func (d *decoder) take(n int) []byte {
	if n > len(d.b) {
		d.b, d.err = nil, errCutShort
		return nil
	}
	out := d.b[:n:n]
	d.b = d.b[n:]
	return out
}

func (d *decoder) byte() byte {
	if b := d.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (d *decoder) flag() bool { return d.byte() != 0 }

func (d *decoder) uint32() uint32 {
	if b := d.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (d *decoder) bytes() []byte {
	n := d.uint32()
	if d.err != nil || n == absent {
		return nil
	}
	if n > maxReply {
		d.err = errCutShort
		return nil
	}
	if out := d.take(int(n)); out != nil {
		return out
	}
	return []byte{}
}

// count reads how many elements follow, each of which has at least a byte.
func (d *decoder) count() int {
	n := d.uint32()
	if uint64(n) > uint64(len(d.b)) {
		d.b, d.err = nil, errCutShort
		return 0
	}
	return int(n)
}

// end returns the first error; bytes that are left over are one.
func (d *decoder) end(what string) error {
	if d.err == nil && len(d.b) > 0 {
		d.err = fmt.Errorf("%d bytes left over", len(d.b))
	}
	if d.err != nil {
		return fmt.Errorf("%s: %w", what, d.err)
	}
	return nil
}
