// Package pcap reads the packets of capture files: pcap, in both byte orders and both resolutions, and pcapng. It reads
// what a tested program can be run on, no times and no options, and never more than is there. Start at Read.
package pcap

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// ErrNotPcap means that a file is no capture.
var ErrNotPcap = errors.New("neither pcap nor pcapng")

// maxPackets limits what is read of one file.
const maxPackets = 1 << 16

var errCut = errors.New("cut short")

// Read returns the packets of a capture file as Ethernet frames, in order. Packets that were caught without an Ethernet
// header get one. If the file is damaged, the packets before that place come with the error.
func Read(b []byte) ([][]byte, error) {
	if len(b) < 4 {
		return nil, ErrNotPcap
	}
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		switch order.Uint32(b) {
		case 0xa1b2c3d4, 0xa1b23c4d:
			return readPcap(b, order)
		}
	}
	if binary.LittleEndian.Uint32(b) == sectionHeader { // the same in both orders
		return readNG(b)
	}
	return nil, ErrNotPcap
}

// readPcap reads the format that tcpdump writes:
// https://datatracker.ietf.org/doc/html/draft-ietf-opsawg-pcap-04
func readPcap(b []byte, order binary.ByteOrder) ([][]byte, error) {
	const fileHeader, recordHeader = 24, 16
	if len(b) < fileHeader {
		return nil, errCut
	}
	link := order.Uint32(b[20:]) & 0x0fffffff // above: the length of a checksum
	var packets [][]byte
	for b = b[fileHeader:]; len(b) > 0; {
		if len(b) < recordHeader {
			return packets, errCut
		}
		n := uint64(order.Uint32(b[8:]))
		if b = b[recordHeader:]; n > uint64(len(b)) {
			return packets, errCut
		}
		var err error
		if packets, err = add(packets, link, b[:n]); err != nil {
			return packets, err
		}
		b = b[n:]
	}
	return packets, nil
}

// add appends one packet.
func add(packets [][]byte, link uint32, data []byte) ([][]byte, error) {
	if len(packets) == maxPackets {
		return packets, fmt.Errorf("more than %d packets", maxPackets)
	}
	frame, err := ethernet(link, data)
	if err != nil {
		return packets, fmt.Errorf("packet %d: %w", len(packets)+1, err)
	}
	return append(packets, frame), nil
}

// Link types: https://www.tcpdump.org/linktypes.html
const (
	linkNull     = 0   // BSD loopback: four bytes of address family
	linkEthernet = 1   // as it is
	linkRawBSD   = 12  // IP
	linkRaw      = 101 // IP
	linkCooked   = 113 // Linux "any", 16 bytes
	linkIPv4     = 228
	linkIPv6     = 229
	linkCooked2  = 276 // Linux "any", 20 bytes
)

// ethernet makes an Ethernet frame of a packet.
func ethernet(link uint32, data []byte) ([]byte, error) {
	switch link {
	case linkEthernet:
		return data, nil
	case linkRawBSD, linkRaw, linkIPv4, linkIPv6:
		return framed(data)
	case linkNull:
		return cooked(data, 4, -1)
	case linkCooked:
		return cooked(data, 16, 14)
	case linkCooked2:
		return cooked(data, 20, 0)
	}
	return nil, fmt.Errorf("link type %d is not known", link)
}

// cooked puts an Ethernet header in the place of one that has the protocol at an offset, or nowhere if that is negative.
func cooked(data []byte, size, protocol int) ([]byte, error) {
	if len(data) < size {
		return nil, errCut
	}
	if protocol < 0 {
		return framed(data[size:])
	}
	return frame(binary.BigEndian.Uint16(data[protocol:]), data[size:]), nil
}

// framed puts an Ethernet header before an IP packet.
func framed(ip []byte) ([]byte, error) {
	if len(ip) == 0 {
		return nil, errCut
	}
	if ip[0]>>4 == 6 {
		return frame(0x86dd, ip), nil
	}
	return frame(0x0800, ip), nil
}

func frame(protocol uint16, data []byte) []byte {
	head := []byte{0x02, 0, 0, 0, 0, 0x02, 0x02, 0, 0, 0, 0, 0x01}
	return append(binary.BigEndian.AppendUint16(head, protocol), data...)
}
