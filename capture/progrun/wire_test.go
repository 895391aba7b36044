package progrun

import (
	"bytes"
	"encoding/binary"
	"testing"
)

func TestRequests(t *testing.T) {
	for _, in := range []Input{{}, {Data: packet}, {Ctx: []byte{1, 2}}, {Data: []byte{3}, Ctx: []byte{4, 5}}} {
		message := appendRequest(nil, in)
		got, err := parseRequest(message)
		if err != nil || !bytes.Equal(got.Data, in.Data) || !bytes.Equal(got.Ctx, in.Ctx) {
			t.Errorf("request %v came back as %v, %v", in, got, err)
		}
		for n := range len(message) {
			if _, err := parseRequest(message[:n]); err == nil {
				t.Errorf("the first %d of %d bytes parse", n, len(message))
			}
		}
		if _, err := parseRequest(append(message, 0)); err == nil {
			t.Error("a byte too many parses")
		}
	}
}

func TestReplies(t *testing.T) {
	for _, r := range []reply{{}, {Errno: 22}, {Retval: 7, Data: []byte("x")}} {
		message := appendReply(nil, r)
		got, err := parseReply(message)
		if err != nil || got.Errno != r.Errno || got.Retval != r.Retval || !bytes.Equal(got.Data, r.Data) {
			t.Errorf("reply %v came back as %v, %v", r, got, err)
		}
		for n := range replyHeader {
			if _, err := parseReply(message[:n]); err == nil {
				t.Errorf("a reply of %d bytes parses", n)
			}
		}
	}
}

// TestPacketChecksums checks the packet that programs are run on: the sum over what a checksum covers is all ones.
func TestPacketChecksums(t *testing.T) {
	if len(packet) != 64 {
		t.Errorf("the packet has %d bytes", len(packet))
	}
	ip, tcp := packet[14:34], packet[34:]
	if got := sum(ip); got != 0xffff {
		t.Errorf("IPv4 header sums to %#x", got)
	}
	pseudo := append(bytes.Clone(ip[12:20]), 0, 6, 0, byte(len(tcp)))
	if got := sum(append(pseudo, tcp...)); got != 0xffff {
		t.Errorf("TCP segment sums to %#x", got)
	}
}

// sum is the one's complement sum of b, which has even length.
func sum(b []byte) uint32 {
	var s uint32
	for ; len(b) > 0; b = b[2:] {
		s += uint32(binary.BigEndian.Uint16(b))
	}
	for s > 0xffff {
		s = s>>16 + s&0xffff
	}
	return s
}
