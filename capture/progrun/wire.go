package progrun

import (
	"encoding/binary"
	"fmt"
)

// Each request and each reply is one message of a SOCK_SEQPACKET socket, the program's descriptor beside the request.
// Both ends are the same executable on the same machine, so there is no version; all numbers are little-endian.
const (
	// maxData limits what the kernel can answer: a packet that a program has grown to the largest IP packet.
	maxData = 64 << 10
	// maxMessage limits a message of either kind.
	maxMessage = maxData + 4<<10

	requestHeader = 8 // length of data, length of context
	replyHeader   = 8 // errno, return value
)

// appendRequest appends the message for one run.
func appendRequest(b []byte, in Input) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(in.Data)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(in.Ctx)))
	b = append(b, in.Data...)
	return append(b, in.Ctx...)
}

// parseRequest returns what appendRequest was given, without the name. The slices lie in b.
func parseRequest(b []byte) (Input, error) {
	if len(b) < requestHeader {
		return Input{}, fmt.Errorf("request of %d bytes", len(b))
	}
	data, ctx := uint64(binary.LittleEndian.Uint32(b)), uint64(binary.LittleEndian.Uint32(b[4:]))
	b = b[requestHeader:]
	if data+ctx != uint64(len(b)) {
		return Input{}, fmt.Errorf("request with %d bytes behind the header, want %d and %d", len(b), data, ctx)
	}
	return Input{Data: b[:data:data], Ctx: b[data:]}, nil
}

// A reply is what the kernel answered. The first reply of a runner process says whether it is ready; if it is not, Data
// says why.
type reply struct {
	Errno  uint32
	Retval uint32
	Data   []byte
}

// appendReply appends the message for r.
func appendReply(b []byte, r reply) []byte {
	b = binary.LittleEndian.AppendUint32(b, r.Errno)
	b = binary.LittleEndian.AppendUint32(b, r.Retval)
	return append(b, r.Data...)
}

// parseReply is the inverse of appendReply. Data lies in b.
func parseReply(b []byte) (reply, error) {
	if len(b) < replyHeader {
		return reply{}, fmt.Errorf("reply of %d bytes", len(b))
	}
	r := reply{Errno: binary.LittleEndian.Uint32(b), Retval: binary.LittleEndian.Uint32(b[4:])}
	if len(b) > replyHeader {
		r.Data = b[replyHeader:]
	}
	return r, nil
}
