package progrun

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"slices"

	"difftest/capture"
	"difftest/uapi"
)

// A Source makes inputs for programs of one type by changing others, always the same ones for the same seed: bits, bytes,
// numbers that the programs themselves name, lengths, and fields of the context that the kernel takes.
type Source struct {
	rng    *rand.Rand
	method *Method
	bases  []capture.Input
	words  []uint64
}

// NewSource returns a source of inputs. They are made from bases, or from the inputs that programs of the type are always
// run on; words are numbers that are worth trying.
func (m *Method) NewSource(seed uint64, bases []capture.Input, words []uint64) *Source {
	if len(bases) == 0 {
		bases = m.inputs
	}
	usual := []uint64{0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff}
	return &Source{
		rng: rand.New(rand.NewPCG(seed, uint64(m.Type))), method: m, bases: bases, words: slices.Concat(usual, words, words, words),
	}
}

// CanVary reports whether programs of the type have an input that can be varied.
func (m *Method) CanVary() bool { return m.packet || m.Context != "" }

// maxChanges is how many changes one input has, at most.
const maxChanges = 4

// Next returns an input without a name, and the one that it was made of.
func (s *Source) Next() (in, base capture.Input) {
	base = s.bases[s.rng.IntN(len(s.bases))]
	in = capture.Input{
		Data: bytes.Clone(base.Data), Ctx: bytes.Clone(base.Ctx), State: bytes.Clone(base.State),
		OnCPU: base.OnCPU, CPU: base.CPU,
	}
	for range 1 + s.rng.IntN(maxChanges) {
		fields := s.method.fields(in.Ctx)
		switch n := s.rng.IntN(8); {
		case in.State != nil && n == 0:
			s.change(in.State, 0, len(in.State))
		case len(fields) > 0 && (in.Data == nil || n == 1):
			f := fields[s.rng.IntN(len(fields))]
			s.change(in.Ctx, f.from, f.to)
		case len(in.Data) > 0 && n == 2:
			in.Data = s.resized(in.Data)
		case len(in.Data) > 0:
			s.change(in.Data, 0, len(in.Data))
		}
	}
	s.settle(&in)
	return in, base
}

// field is a part of a context.
type field struct{ from, to int }

// fields lists the parts of a context that may be varied: in others the kernel takes nothing but zeros.
func (m *Method) fields(ctx []byte) []field {
	switch {
	case ctx == nil:
		return nil
	case m.ctxOut == ctxPointee:
		return []field{{8, len(ctx)}}
	case m.Context == "struct __sk_buff":
		return []field{{8, 12}, {32, 36}, {48, 68}, {152, 160}, {164, 168}, {176, 180}}
	case m.Context == "struct xdp_md":
		return nil
	case m.Context == "struct bpf_flow_keys":
		return []field{{48, 49}}
	case m.Context == "struct nf_hook_state":
		return []field{{0, 1}}
	case m.Context == "struct bpf_sk_lookup":
		return []field{{12, 14}, {16, 38}, {40, 62}}
	}
	return []field{{0, len(ctx)}}
}

// change changes something between two offsets.
func (s *Source) change(b []byte, from, to int) {
	if to = min(to, len(b)); from >= to {
		return
	}
	if s.rng.IntN(4) > 0 { // mostly where the headers are
		to = min(to, from+headers)
	}
	at := from + s.rng.IntN(to-from)
	size := []int{1, 1, 2, 2, 4, 8}[s.rng.IntN(6)]
	if size > 1 && s.rng.IntN(4) > 0 {
		at &^= 1
	}
	switch n := s.rng.IntN(4); {
	case n == 0:
		b[at] ^= 1 << s.rng.IntN(8)
	case n == 1 || at+size > to:
		b[at] = byte(s.rng.Uint32())
	default:
		s.put(b[at:at+size], s.words[s.rng.IntN(len(s.words))])
	}
}

// put writes a number, in the order of the network or of the machine.
func (s *Source) put(b []byte, v uint64) {
	var buf [8]byte
	if s.rng.IntN(2) == 0 {
		binary.BigEndian.PutUint64(buf[:], v)
		copy(b, buf[8-len(b):])
		return
	}
	binary.LittleEndian.PutUint64(buf[:], v)
	copy(b, buf[:])
}

// resized cuts or lengthens a packet.
func (s *Source) resized(b []byte) []byte {
	n := minFrame + s.rng.IntN(2*len(b))
	if word := s.words[s.rng.IntN(len(s.words))]; s.rng.IntN(3) == 0 && word >= minFrame && word <= maxFrame {
		n = int(word)
	}
	if n <= len(b) {
		return b[:n]
	}
	return append(b, make([]byte, n-len(b))...)
}

// Sizes of packets in bytes.
const (
	headers  = 54   // of Ethernet, IPv4 and TCP
	minFrame = 15   // an Ethernet header, and something behind it
	maxFrame = 3000 // in one piece
)

// settle makes what belongs together fit: the context of XDP says how long the packet is.
func (s *Source) settle(in *capture.Input) {
	if s.method.Type == uapi.BPF_PROG_TYPE_XDP && len(in.Ctx) >= 8 {
		binary.NativeEndian.PutUint32(in.Ctx[4:], uint32(len(in.Data)))
	}
}

// Settled returns the input as a run takes it once its packet has been cut to n bytes.
func (m *Method) Settled(in capture.Input, n int) capture.Input {
	in.Data = in.Data[:n]
	in.Ctx = bytes.Clone(in.Ctx)
	(&Source{method: m}).settle(&in)
	return in
}
