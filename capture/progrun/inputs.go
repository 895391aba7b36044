package progrun

import (
	"bytes"
	"encoding/binary"
	"slices"

	"difftest/capture"
)

// Packets, each under the name that it has in a recording.
var (
	tcp64     = capture.Input{Name: "tcp-64", Data: tcp4(64)}
	tcp1500   = capture.Input{Name: "tcp-1500", Data: tcp4(1500)}
	tcp9000   = capture.Input{Name: "tcp-9000", Data: tcp4(9000)} // fragments, where XDP programs take them
	udp6      = capture.Input{Name: "udp6-80", Data: ethernet(etherIPv6, ipv6(ipUDP, udp(ip6From, ip6To, text(18))))}
	vlan      = capture.Input{Name: "vlan-68", Data: ethernet(etherVLAN, tagged(etherIPv4, tcp64.Data[14:]))}
	minimal   = capture.Input{Name: "minimal-15", Data: ethernet(etherIPv4, []byte{0x45})} // one byte behind the header
	bare      = capture.Input{Name: "minimal-14", Data: ethernet(etherIPv4, nil)}
	zeros64   = capture.Input{Name: "zeros-64", Data: make([]byte, 64)}
	ones64    = capture.Input{Name: "ones-64", Data: bytes.Repeat([]byte{0xff}, 64)}
	plain     = []capture.Input{tcp64, minimal, zeros64, ones64, udp6, vlan, tcp1500}
	loopback  = uint32(1) // the index of the runner's only network device
	skbFields = capture.Input{Name: "fields-64", Data: tcp64.Data, Ctx: words(48,
		at{8, 0x11223344},               // mark
		at{32, 7},                       // priority
		at{36, loopback},                // ingress_ifindex
		at{40, loopback},                // ifindex
		at{48, 1}, at{52, 2}, at{56, 3}, // cb
		at{60, 4}, at{64, 5},
		at{152, 0x12345678}, // tstamp
		at{164, 3},          // gso_segs
		at{176, 1400},       // gso_size
	)}
	xdpFields = capture.Input{Name: "metadata-64", Data: append([]byte{1, 2, 3, 4}, tcp64.Data...), Ctx: words(6,
		at{0, 4},         // data: as many bytes of metadata before the packet
		at{4, 68},        // data_end
		at{12, loopback}, // ingress_ifindex
	)}
	flowFields = capture.Input{Name: "flags-64", Data: tcp64.Data, Ctx: words(14, at{48, 3})} // flags
)

var (
	skbInputs  = append(slices.Clone(plain), skbFields)
	xdpInputs  = []capture.Input{tcp64, bare, zeros64, ones64, udp6, vlan, tcp1500, tcp9000, xdpFields}
	flowInputs = []capture.Input{tcp64, bare, zeros64, ones64, udp6, vlan, tcp1500, flowFields}

	// netfilterInputs go through the hook of outgoing packets, which have no Ethernet header, and others by context.
	netfilterInputs = []capture.Input{
		{Name: "ip-50", Data: tcp64.Data[14:]},
		{Name: "ip-20", Data: tcp64.Data[14:34]},
		{Name: "ip-zeros-64", Data: zeros64.Data},
		{Name: "ip-ones-64", Data: ones64.Data},
		{Name: "ip-1500", Data: tcp4(1514)[14:]},
		hooked("pre-routing-tcp-64", tcp64.Data, hookPreRouting, familyIPv4),
		hooked("pre-routing-udp6-80", udp6.Data, hookPreRouting, familyIPv6),
		hooked("local-in-tcp-64", tcp64.Data, hookLocalIn, familyIPv4),
		hooked("forward-vlan-68", vlan.Data, hookForward, familyIPv4),
	}

	rawInputs = []capture.Input{
		{Name: "args-count", Ctx: counted(12)},
		{Name: "args-none"},
		{Name: "args-zeros", Ctx: make([]byte, 96)},
		{Name: "args-ones", Ctx: bytes.Repeat([]byte{0xff}, 96)},
		{Name: "cpu-0", Ctx: counted(12), OnCPU: true, CPU: 0},
		{Name: "cpu-1", Ctx: counted(12), OnCPU: true, CPU: 1},
	}

	syscallInputs = []capture.Input{
		{Name: "ctx-zeros-64", Ctx: make([]byte, 64)},
		{Name: "ctx-none"},
		{Name: "ctx-ones-64", Ctx: bytes.Repeat([]byte{0xff}, 64)},
		{Name: "ctx-count-256", Ctx: counted(32)},
		{Name: "ctx-zeros-4096", Ctx: make([]byte, 4096)},
	}

	// opsInputs are for operations with one argument and with five; an operation refuses the others.
	opsInputs = []capture.Input{
		{Name: "state", Ctx: make([]byte, 8), State: words(1, at{0, 42})},
		{Name: "null", Ctx: make([]byte, 8)},
		{Name: "state-and-four", Ctx: append(make([]byte, 8), counted(4)...), State: words(1, at{0, 42})},
		{Name: "null-and-four", Ctx: append(make([]byte, 8), counted(4)...)},
	}

	lookupInputs = []capture.Input{
		{Name: "tcp4", Ctx: lookup(familyIPv4, ipTCP, 80)},
		{Name: "udp4", Ctx: lookup(familyIPv4, ipUDP, 53)},
		{Name: "tcp6", Ctx: lookup(familyIPv6, ipTCP, 443)},
		{Name: "port-0", Ctx: lookup(familyIPv4, ipTCP, 0)},
		{Name: "port-65535", Ctx: lookup(familyIPv6, ipUDP, 65535)},
	}
)

// Numbers of the kernel: address families, and hooks of netfilter.
const (
	familyIPv4 = 2
	familyIPv6 = 10

	hookPreRouting = 0
	hookLocalIn    = 1
	hookForward    = 2
)

// at is a 32-bit number at an offset.
type at struct{ offset, value uint32 }

// words is n zero words with some set.
func words(n int, set ...at) []byte {
	b := make([]byte, 4*n)
	for _, w := range set {
		binary.NativeEndian.PutUint32(b[w.offset:], w.value)
	}
	return b
}

// counted is the numbers from 1 to n, 8 bytes each.
func counted(n int) []byte {
	var b []byte
	for i := range n {
		b = binary.NativeEndian.AppendUint64(b, uint64(i)+1)
	}
	return b
}

// hooked is a packet at a hook of netfilter: the first two bytes of struct nf_hook_state say which, and for whom.
func hooked(name string, data []byte, hook, family byte) capture.Input {
	state := make([]byte, 48)
	state[0], state[1] = hook, family
	return capture.Input{Name: name, Data: data, Ctx: state}
}

// lookup is a struct bpf_sk_lookup: port 4660 looks for a local port.
func lookup(family, protocol, port uint32) []byte {
	b := words(18, at{8, family}, at{12, protocol}, at{60, port})
	binary.BigEndian.PutUint16(b[36:], 4660) // remote_port
	if family == familyIPv4 {
		copy(b[16:], ip4From)
		copy(b[40:], ip4To)
	} else {
		copy(b[20:], ip6From)
		copy(b[44:], ip6To)
	}
	return b
}
