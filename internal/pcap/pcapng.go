package pcap

import "encoding/binary"

// Types of blocks.
const (
	sectionHeader  = 0x0a0d0d0a
	interfaceBlock = 1
	simplePacket   = 3
	enhancedPacket = 6
)

// iface is an interface that packets were caught on.
type iface struct{ link, snap uint32 }

// ngReader reads the blocks of one file.
type ngReader struct {
	order   binary.ByteOrder
	ifaces  []iface
	packets [][]byte
}

// readNG reads the format that Wireshark writes:
// https://datatracker.ietf.org/doc/html/draft-ietf-opsawg-pcapng-02
func readNG(b []byte) ([][]byte, error) {
	r := ngReader{order: binary.LittleEndian}
	for len(b) > 0 {
		const least = 12 // type, length, and the length again
		if len(b) < least {
			return r.packets, errCut
		}
		if binary.LittleEndian.Uint32(b) == sectionHeader {
			if err := r.section(b); err != nil {
				return r.packets, err
			}
		}
		n := uint64(r.order.Uint32(b[4:]))
		if n < least || n%4 != 0 || n > uint64(len(b)) {
			return r.packets, errCut
		}
		if err := r.block(r.order.Uint32(b), b[8:n-4]); err != nil {
			return r.packets, err
		}
		b = b[n:]
	}
	return r.packets, nil
}

// section begins a section, in the byte order that its header says.
func (r *ngReader) section(b []byte) error {
	r.ifaces = nil
	switch uint32(0x1a2b3c4d) {
	case binary.LittleEndian.Uint32(b[8:]):
		r.order = binary.LittleEndian
	case binary.BigEndian.Uint32(b[8:]):
		r.order = binary.BigEndian
	default:
		return ErrNotPcap
	}
	return nil
}

// block reads one block's body. Those that hold no packets are passed over.
func (r *ngReader) block(kind uint32, b []byte) (err error) {
	switch kind {
	case interfaceBlock:
		if len(b) < 8 {
			return errCut
		}
		r.ifaces = append(r.ifaces, iface{link: uint32(r.order.Uint16(b)), snap: r.order.Uint32(b[4:])})
	case enhancedPacket:
		if len(b) < 20 {
			return errCut
		}
		return r.packet(r.order.Uint32(b), r.order.Uint32(b[12:]), b[20:])
	case simplePacket:
		if len(b) < 4 || len(r.ifaces) == 0 {
			return errCut
		}
		n := r.order.Uint32(b)
		if snap := r.ifaces[0].snap; snap != 0 {
			n = min(n, snap)
		}
		return r.packet(0, n, b[4:])
	}
	return nil
}

// packet takes a packet of n bytes that was caught on an interface.
func (r *ngReader) packet(on, n uint32, data []byte) (err error) {
	if uint64(on) >= uint64(len(r.ifaces)) || uint64(n) > uint64(len(data)) {
		return errCut
	}
	r.packets, err = add(r.packets, r.ifaces[on].link, data[:n])
	return err
}
