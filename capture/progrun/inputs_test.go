package progrun

import (
	"bytes"
	"encoding/binary"
	"reflect"
	"slices"
	"testing"

	"difftest/capture"
	"difftest/uapi"
)

// TestMethods holds the table to what it promises: each type once, with what is needed to run it.
func TestMethods(t *testing.T) {
	seen := map[uapi.ProgType]bool{}
	for _, m := range methods {
		if seen[m.Type] || m.Since == "" || len(m.Commit) != 12 || len(m.inputs) == 0 {
			t.Errorf("row %+v", m)
		}
		seen[m.Type] = true
		for _, in := range m.inputs {
			if m.packet != (in.Data != nil) || (m.Context == "") && in.Ctx != nil {
				t.Errorf("%v: input %s does not fit", m.Type, in.Name)
			}
		}
	}
	if len(seen) != 16 {
		t.Errorf("%d types", len(seen))
	}
	for _, kind := range []uapi.ProgType{uapi.BPF_PROG_TYPE_KPROBE, uapi.BPF_PROG_TYPE_LSM, uapi.BPF_PROG_TYPE_EXT} {
		if _, ok := Find(kind, 0); ok {
			t.Errorf("%v has a test run", kind)
		}
	}
	if _, ok := Find(uapi.BPF_PROG_TYPE_TRACING, uapi.BPF_TRACE_ITER); ok {
		t.Error("an iterator has a test run")
	}
}

// TestNames: a name stands for one input, whatever the type.
func TestNames(t *testing.T) {
	inputs := map[string]capture.Input{}
	for _, m := range methods {
		for i, in := range m.inputs {
			if slices.ContainsFunc(m.inputs[:i], func(o capture.Input) bool { return o.Name == in.Name }) {
				t.Errorf("%v has two inputs %s", m.Type, in.Name)
			}
			if other, ok := inputs[in.Name]; ok && !reflect.DeepEqual(in, other) {
				t.Errorf("two inputs are called %s", in.Name)
			}
			inputs[in.Name] = in
		}
	}
}

func TestTargets(t *testing.T) {
	tracing, ok := Find(uapi.BPF_PROG_TYPE_TRACING, uapi.BPF_TRACE_FEXIT)
	if !ok {
		t.Fatal("no test run")
	}
	for target, want := range map[string]bool{
		"bpf_fentry_test1": true, "bpf_modify_return_test": true, "vfs_read": false, "": false,
	} {
		if tracing.Runs(target) != want {
			t.Errorf("%q: %v", target, !want)
		}
	}
	if xdp, _ := Find(uapi.BPF_PROG_TYPE_XDP, uapi.BPF_XDP); !xdp.Runs("") {
		t.Error("xdp needs no target")
	}
}

func TestExtraInputs(t *testing.T) {
	extra := Extra{Packets: []capture.Input{{Name: "p"}}, Contexts: []capture.Input{{Name: "c"}}}
	for kind, want := range map[uapi.ProgType]string{
		uapi.BPF_PROG_TYPE_XDP: "p", uapi.BPF_PROG_TYPE_NETFILTER: "p", uapi.BPF_PROG_TYPE_SYSCALL: "c",
		uapi.BPF_PROG_TYPE_RAW_TRACEPOINT: "c", uapi.BPF_PROG_TYPE_STRUCT_OPS: "",
	} {
		m, _ := Find(kind, 0)
		got := ""
		for _, in := range m.Inputs(extra)[len(m.inputs):] {
			got += in.Name
		}
		if got != want {
			t.Errorf("%v takes %q, want %q", kind, got, want)
		}
	}
	if n := len(skbInputs); cap(skbInputs) > n && skbInputs[:n+1][n].Name == "p" {
		t.Error("the table was written to")
	}
}

// TestPackets: lengths and checksums are right. A sum over what a checksum covers is all ones.
func TestPackets(t *testing.T) {
	for _, in := range []capture.Input{tcp64, tcp1500, tcp9000} {
		ip := in.Data[14:]
		checkIPv4(t, in.Name, ip)
	}
	checkIPv4(t, vlan.Name, vlan.Data[18:])
	if binary.BigEndian.Uint16(vlan.Data[12:]) != etherVLAN || binary.BigEndian.Uint16(vlan.Data[16:]) != etherIPv4 {
		t.Errorf("tag %x", vlan.Data[12:18])
	}
	ip := udp6.Data[14:]
	if n := int(binary.BigEndian.Uint16(ip[4:])); len(udp6.Data) != 80 || n != len(ip)-40 || ip[6] != ipUDP {
		t.Errorf("udp6: %d bytes, %d in the header", len(udp6.Data), n)
	}
	checkTransport(t, udp6.Name, ip[8:40], ip[40:], ipUDP)
}

func checkIPv4(t *testing.T, name string, ip []byte) {
	t.Helper()
	if n := int(binary.BigEndian.Uint16(ip[2:])); n != len(ip) {
		t.Errorf("%s: length %d of %d", name, n, len(ip))
	}
	if got := sum(ip[:20]); got != 0xffff {
		t.Errorf("%s: IPv4 header sums to %#x", name, got)
	}
	checkTransport(t, name, ip[12:20], ip[20:], ipTCP)
}

func checkTransport(t *testing.T, name string, addresses, segment []byte, protocol byte) {
	t.Helper()
	pseudo := append(bytes.Clone(addresses), 0, protocol)
	pseudo = binary.BigEndian.AppendUint16(pseudo, uint16(len(segment)))
	if got := sum(append(pseudo, segment...)); got != 0xffff {
		t.Errorf("%s: segment sums to %#x", name, got)
	}
}

// TestLengths: a packet is as long as its name says.
func TestLengths(t *testing.T) {
	for name, in := range map[int]capture.Input{
		64: tcp64, 1500: tcp1500, 9000: tcp9000, 80: udp6, 68: vlan, 15: minimal, 14: bare,
	} {
		if len(in.Data) != name {
			t.Errorf("%s has %d bytes", in.Name, len(in.Data))
		}
	}
}
