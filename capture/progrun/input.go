package progrun

import "difftest/uapi"

// An Input is what a program is run on.
type Input struct {
	Name string // as it stands in a recording
	Data []byte // the packet; nil for program types that take none
	Ctx  []byte // the context as the program type's test run takes it; nil for the kernel's default
}

// packet is 64 bytes: an Ethernet frame with an IPv4 packet from 10.0.0.1 to 10.0.0.2 in which a TCP segment goes from
// port 4660 to port 80. Checksums are right, so that no program is turned away at the door.
var packet = []byte{
	0x02, 0, 0, 0, 0, 0x02, 0x02, 0, 0, 0, 0, 0x01, 0x08, 0x00, // to, from, IPv4
	0x45, 0, 0, 50, 0, 1, 0, 0, 64, 6, 0x66, 0xc3, 10, 0, 0, 1, 10, 0, 0, 2, // length 50, ttl 64, TCP
	0x12, 0x34, 0, 80, 0, 0, 0, 1, 0, 0, 0, 0, 0x50, 0x02, 0x20, 0, 0x89, 0x7a, 0, 0, // SYN, window 8192
	'd', 'i', 'f', 'f', 't', 'e', 's', 't', '-', '-',
}

// inputs holds, for each program type that is run, what it is run on, in order. A type that is not here is not run.
//
// The kernel has a test run for more types than these: flow dissector, cgroup/skb, lwt, sk_lookup, syscall and
// netfilter, raw tracepoints and tracing (which take no packet), and struct_ops of its own dummy type. For the others
// it answers ENOTSUPP:
// https://github.com/torvalds/linux/blob/v6.18/kernel/bpf/syscall.c
var inputs = map[uapi.ProgType][]Input{
	uapi.BPF_PROG_TYPE_SOCKET_FILTER: {{Name: "tcp-64", Data: packet}},
	uapi.BPF_PROG_TYPE_SCHED_CLS:     {{Name: "tcp-64", Data: packet}},
	uapi.BPF_PROG_TYPE_SCHED_ACT:     {{Name: "tcp-64", Data: packet}},
	uapi.BPF_PROG_TYPE_XDP:           {{Name: "tcp-64", Data: packet}},
}

// Inputs returns what programs of type t are run on, none if they are not run. The caller must not change them.
func Inputs(t uapi.ProgType) []Input { return inputs[t] }
