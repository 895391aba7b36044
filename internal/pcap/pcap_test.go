package pcap

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"
)

var (
	eth  = append(make([]byte, 12), 0x08, 0x00, 0x45, 1, 2)
	ipv4 = []byte{0x45, 1, 2}
	ipv6 = []byte{0x60, 3, 4}
)

// pcapFile makes a pcap file.
func pcapFile(order binary.AppendByteOrder, magic, link uint32, packets ...[]byte) []byte {
	b := order.AppendUint32(nil, magic)
	b = order.AppendUint16(b, 2)
	b = order.AppendUint16(b, 4)
	b = append(b, make([]byte, 8)...)
	b = order.AppendUint32(b, 65535)
	b = order.AppendUint32(b, link)
	for _, p := range packets {
		b = append(b, make([]byte, 8)...)
		b = order.AppendUint32(b, uint32(len(p)))
		b = order.AppendUint32(b, uint32(len(p))+10) // it was longer
		b = append(b, p...)
	}
	return b
}

// block makes a block of a pcapng file.
func block(order binary.AppendByteOrder, kind uint32, body []byte) []byte {
	for len(body)%4 != 0 {
		body = append(body, 0)
	}
	n := uint32(len(body)) + 12
	b := order.AppendUint32(order.AppendUint32(nil, kind), n)
	return order.AppendUint32(append(b, body...), n)
}

// ngFile makes a pcapng file with two interfaces, Ethernet and raw IP, and a packet of each kind.
func ngFile(order binary.AppendByteOrder) []byte {
	head := order.AppendUint32(nil, 0x1a2b3c4d)
	head = append(order.AppendUint16(order.AppendUint16(head, 1), 0), bytes.Repeat([]byte{0xff}, 8)...)
	face := func(link uint16, snap uint32) []byte {
		return order.AppendUint32(order.AppendUint16(order.AppendUint16(nil, link), 0), snap)
	}
	packet := func(on uint32, data []byte) []byte {
		b := append(order.AppendUint32(nil, on), make([]byte, 8)...)
		b = order.AppendUint32(order.AppendUint32(b, uint32(len(data))), uint32(len(data)))
		return append(b, data...)
	}
	b := block(order, sectionHeader, head)
	b = append(b, block(order, interfaceBlock, face(linkEthernet, 16))...)
	b = append(b, block(order, interfaceBlock, face(linkRaw, 0))...)
	b = append(b, block(order, 5, make([]byte, 12))...) // statistics
	b = append(b, block(order, enhancedPacket, packet(1, ipv6))...)
	b = append(b, block(order, enhancedPacket, packet(0, eth))...)
	return append(b, block(order, simplePacket, append(order.AppendUint32(nil, 17), eth[:16]...))...)
}

func TestRead(t *testing.T) {
	le, be := binary.LittleEndian, binary.BigEndian
	v4, v6 := frame(0x0800, ipv4), frame(0x86dd, ipv6)
	cooked := append(append(make([]byte, 14), 0x86, 0xdd), ipv6...)
	cooked2 := append(append([]byte{0x08, 0x00}, make([]byte, 18)...), ipv4...)
	for name, tt := range map[string]struct {
		file []byte
		want [][]byte
	}{
		"ethernet":       {pcapFile(le, 0xa1b2c3d4, linkEthernet, eth, eth[:14]), [][]byte{eth, eth[:14]}},
		"big endian":     {pcapFile(be, 0xa1b2c3d4, linkEthernet, eth), [][]byte{eth}},
		"nanoseconds":    {pcapFile(le, 0xa1b23c4d, linkEthernet, eth), [][]byte{eth}},
		"checksum":       {pcapFile(le, 0xa1b2c3d4, 0xf0000000|linkEthernet, eth), [][]byte{eth}},
		"raw":            {pcapFile(le, 0xa1b2c3d4, linkRaw, ipv4, ipv6), [][]byte{v4, v6}},
		"loopback":       {pcapFile(le, 0xa1b2c3d4, linkNull, append([]byte{2, 0, 0, 0}, ipv4...)), [][]byte{v4}},
		"cooked":         {pcapFile(le, 0xa1b2c3d4, linkCooked, cooked), [][]byte{v6}},
		"cooked 2":       {pcapFile(le, 0xa1b2c3d4, linkCooked2, cooked2), [][]byte{v4}},
		"no packets":     {pcapFile(le, 0xa1b2c3d4, linkEthernet), nil},
		"pcapng":         {ngFile(le), [][]byte{v6, eth, eth[:16]}},
		"pcapng, big":    {ngFile(be), [][]byte{v6, eth, eth[:16]}},
		"pcapng, double": {append(ngFile(le), ngFile(be)...), [][]byte{v6, eth, eth[:16], v6, eth, eth[:16]}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Read(tt.file)
			if err != nil || len(got) != len(tt.want) {
				t.Fatalf("%d packets, %v, want %d", len(got), err, len(tt.want))
			}
			for i := range got {
				if !bytes.Equal(got[i], tt.want[i]) {
					t.Errorf("packet %d is %x, want %x", i, got[i], tt.want[i])
				}
			}
		})
	}
}

// TestReadCut cuts files everywhere: what is whole before the cut is read, and only a cut between packets is no error.
func TestReadCut(t *testing.T) {
	for name, file := range map[string][]byte{
		"pcap": pcapFile(binary.LittleEndian, 0xa1b2c3d4, linkEthernet, eth, eth), "pcapng": ngFile(binary.BigEndian),
	} {
		whole, err := Read(file)
		if err != nil {
			t.Fatal(err)
		}
		clean := 0
		for n := range len(file) {
			got, err := Read(file[:n])
			if len(got) >= len(whole) {
				t.Errorf("%s: %d packets in the first %d bytes", name, len(got), n)
			}
			if err == nil {
				clean++
			}
		}
		if clean == 0 || clean > 10 {
			t.Errorf("%s: %d cuts are no errors", name, clean)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	le := binary.LittleEndian
	for name, file := range map[string][]byte{
		"empty": nil, "text": []byte("hello, world"), "short": {1, 2, 3},
	} {
		if _, err := Read(file); !errors.Is(err, ErrNotPcap) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Read(pcapFile(le, 0xa1b2c3d4, 147, eth)); err == nil {
		t.Error("a link type that is not known is taken")
	}
	huge := pcapFile(le, 0xa1b2c3d4, linkEthernet, eth)
	le.PutUint32(huge[32:], 1<<31)
	if _, err := Read(huge); err == nil {
		t.Error("a length beyond the end is taken")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(pcapFile(binary.BigEndian, 0xa1b2c3d4, linkRaw, ipv4))
	f.Add(ngFile(binary.LittleEndian))
	f.Fuzz(func(t *testing.T, b []byte) {
		packets, _ := Read(b)
		total := 0
		for _, p := range packets {
			total += len(p)
		}
		if total > len(b)+14*len(packets) {
			t.Errorf("%d bytes of packets in a file of %d", total, len(b))
		}
	})
}
