package progrun

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// The packets that programs are run on are well-formed, with right checksums, so that none is turned away at the door.
// Between 10.0.0.1 and 10.0.0.2, or fd00::1 and fd00::2, port 4660 sends to port 80 or 53.

// Protocols.
const (
	etherIPv4 = 0x0800
	etherIPv6 = 0x86dd
	etherVLAN = 0x8100
	ipTCP     = 6
	ipUDP     = 17
)

var (
	ip4From, ip4To = []byte{10, 0, 0, 1}, []byte{10, 0, 0, 2}
	ip6From        = append([]byte{0xfd, 14: 0}, 1)
	ip6To          = append([]byte{0xfd, 14: 0}, 2)
)

// ethernet puts an Ethernet header before what it carries.
func ethernet(etherType uint16, payload []byte) []byte {
	head := []byte{0x02, 0, 0, 0, 0, 0x02, 0x02, 0, 0, 0, 0, 0x01}
	return append(binary.BigEndian.AppendUint16(head, etherType), payload...)
}

// tagged puts the tag of VLAN 5, with priority 3, before what it carries.
func tagged(etherType uint16, payload []byte) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0x60, 5}, etherType), payload...)
}

// ipv4 puts an IPv4 header before a segment.
func ipv4(protocol byte, payload []byte) []byte {
	head := []byte{0x45, 0, 0, 0, 0, 1, 0, 0, 64, protocol, 0, 0}
	head = slices.Concat(head, ip4From, ip4To)
	binary.BigEndian.PutUint16(head[2:], uint16(len(head)+len(payload)))
	binary.BigEndian.PutUint16(head[10:], checksum(head))
	return append(head, payload...)
}

// ipv6 puts an IPv6 header before a segment.
func ipv6(protocol byte, payload []byte) []byte {
	head := []byte{0x60, 0, 0, 0, 0, 0, protocol, 64}
	binary.BigEndian.PutUint16(head[4:], uint16(len(payload)))
	return slices.Concat(head, ip6From, ip6To, payload)
}

// tcp is a SYN to port 80 between two addresses, with data.
func tcp(from, to, data []byte) []byte {
	head := []byte{0x12, 0x34, 0, 80, 0, 0, 0, 1, 0, 0, 0, 0, 0x50, 0x02, 0x20, 0, 0, 0, 0, 0}
	segment := append(head, data...)
	binary.BigEndian.PutUint16(segment[16:], transportSum(ipTCP, from, to, segment))
	return segment
}

// udp is a datagram to port 53 between two addresses.
func udp(from, to, data []byte) []byte {
	segment := append([]byte{0x12, 0x34, 0, 53, 0, 0, 0, 0}, data...)
	binary.BigEndian.PutUint16(segment[4:], uint16(len(segment)))
	binary.BigEndian.PutUint16(segment[6:], transportSum(ipUDP, from, to, segment))
	return segment
}

// transportSum is the checksum of a segment, over what its IP header says too.
func transportSum(protocol byte, from, to, segment []byte) uint16 {
	pseudo := slices.Concat(from, to, []byte{0, protocol})
	pseudo = binary.BigEndian.AppendUint16(pseudo, uint16(len(segment)))
	return checksum(append(pseudo, segment...))
}

// checksum is the Internet checksum: the complement of the one's complement sum.
func checksum(b []byte) uint16 { return ^uint16(sum(b)) }

// sum is the one's complement sum of b.
func sum(b []byte) uint32 {
	var s uint32
	for ; len(b) > 1; b = b[2:] {
		s += uint32(binary.BigEndian.Uint16(b))
	}
	if len(b) > 0 {
		s += uint32(b[0]) << 8
	}
	for s > 0xffff {
		s = s>>16 + s&0xffff
	}
	return s
}

// text is n bytes of data that show where they come from, and where in it.
func text(n int) []byte {
	b := bytes.Repeat([]byte("difftest--"), n/10+1)
	return b[:n]
}

// tcp4 is a frame of n bytes with TCP over IPv4.
func tcp4(n int) []byte {
	return ethernet(etherIPv4, ipv4(ipTCP, tcp(ip4From, ip4To, text(n-54))))
}
