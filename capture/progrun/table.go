package progrun

import (
	"slices"
	"strings"

	"difftest/capture"
	"difftest/uapi"
)

// A Method is how the kernel's test run takes programs of one type. The table of all of them is the one place where
// that is written down.
type Method struct {
	Type    uapi.ProgType
	Attach  []uapi.AttachType // attach types that have it; nil for all
	Since   string            // the first kernel release that has it
	Until   string            // the first kernel release that has it no more; empty for types that still have it
	Commit  string            // of the kernel, that brought it
	Context string            // the context in C; empty if there is none

	packet  bool // takes a packet
	dataOut bool // gives data back
	ctxOut  ctxOut
	attach  bool // the program is attached meanwhile to one of the functions that the test run calls; see Targets
	inputs  []capture.Input
}

// ctxOut says where the context comes back.
type ctxOut uint8

const (
	ctxNowhere ctxOut = iota
	ctxAlways         // in a buffer of its own
	ctxWithIn         // likewise, if one was given
	ctxInPlace        // where it came from
	ctxPointee        // what its first argument points to
)

// methods has a row for each program type that the kernel has a test run for. For the others it answers ENOTSUPP.
// Left out is what reaches beyond the run: XDP's live frames, and repetition.
//
// How each takes its input: https://github.com/torvalds/linux/blob/v6.18/net/bpf/test_run.c and, for struct_ops,
// https://github.com/torvalds/linux/blob/v6.18/net/bpf/bpf_dummy_struct_ops.c. Which input is refused, and with what
// errno, is the kernel's to say: it is a result.
var methods = []Method{
	onSocketBuffers(uapi.BPF_PROG_TYPE_SOCKET_FILTER, "4.16", "61f3c964dfd2"),
	onSocketBuffers(uapi.BPF_PROG_TYPE_SCHED_CLS, "4.12", "1cf1cae963c2"),
	onSocketBuffers(uapi.BPF_PROG_TYPE_SCHED_ACT, "4.12", "1cf1cae963c2"),
	onSocketBuffers(uapi.BPF_PROG_TYPE_CGROUP_SKB, "4.12", "1cf1cae963c2"),
	onSocketBuffers(uapi.BPF_PROG_TYPE_LWT_IN, "4.12", "1cf1cae963c2"),
	onSocketBuffers(uapi.BPF_PROG_TYPE_LWT_OUT, "4.12", "1cf1cae963c2"),
	onSocketBuffers(uapi.BPF_PROG_TYPE_LWT_XMIT, "4.12", "1cf1cae963c2"),
	{ // c13fda93aca1 took it away again
		Type: uapi.BPF_PROG_TYPE_LWT_SEG6LOCAL, Since: "4.18", Until: "6.11", Commit: "004d4b274e2a",
		Context: "struct __sk_buff", packet: true, dataOut: true, ctxOut: ctxAlways, inputs: skbInputs,
	},
	{
		Type: uapi.BPF_PROG_TYPE_XDP, Since: "4.12", Commit: "1cf1cae963c2", Context: "struct xdp_md",
		packet: true, dataOut: true, ctxOut: ctxWithIn, inputs: xdpInputs,
	},
	{
		Type: uapi.BPF_PROG_TYPE_FLOW_DISSECTOR, Since: "5.1", Commit: "b7a1848e8398", Context: "struct bpf_flow_keys",
		packet: true, dataOut: true, ctxOut: ctxWithIn, inputs: flowInputs,
	},
	{
		Type: uapi.BPF_PROG_TYPE_TRACING, Since: "5.7", Commit: "da00d2f117a0", Context: "",
		Attach: []uapi.AttachType{uapi.BPF_TRACE_FENTRY, uapi.BPF_TRACE_FEXIT, uapi.BPF_MODIFY_RETURN},
		attach: true, inputs: []capture.Input{{Name: "test-functions"}},
	},
	{
		Type: uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, Since: "5.10", Commit: "1b4d60ec162f", Context: "__u64 args[]",
		inputs: rawInputs,
	},
	{
		Type: uapi.BPF_PROG_TYPE_SK_LOOKUP, Since: "5.13", Commit: "7c32e8f8bc33", Context: "struct bpf_sk_lookup",
		ctxOut: ctxAlways, inputs: lookupInputs,
	},
	{
		Type: uapi.BPF_PROG_TYPE_SYSCALL, Since: "5.14", Commit: "79a7f8bdb159", Context: "__u8 any[]",
		ctxOut: ctxInPlace, inputs: syscallInputs,
	},
	{
		Type: uapi.BPF_PROG_TYPE_STRUCT_OPS, Since: "5.16", Commit: "c196906d50e3",
		Context: "struct bpf_dummy_ops_state *, __u64 args[]", ctxOut: ctxPointee, inputs: opsInputs,
	},
	{
		Type: uapi.BPF_PROG_TYPE_NETFILTER, Since: "6.4", Commit: "2b99ef22e0d2", Context: "struct nf_hook_state",
		packet: true, inputs: netfilterInputs,
	},
}

// onSocketBuffers is the row of a type whose programs see a packet as a socket buffer.
func onSocketBuffers(t uapi.ProgType, since, commit string) Method {
	return Method{
		Type: t, Since: since, Commit: commit, Context: "struct __sk_buff",
		packet: true, dataOut: true, ctxOut: ctxAlways, inputs: skbInputs,
	}
}

// Find returns how programs of a type are run. ok is false if the kernel has no test run for them.
func Find(t uapi.ProgType, attach uapi.AttachType) (m *Method, ok bool) {
	for i := range methods {
		row := &methods[i]
		if row.Type == t && (row.Attach == nil || slices.Contains(row.Attach, attach)) {
			return row, true
		}
	}
	return nil, false
}

// IsInput reports whether one of the inputs that programs are always run on has the name.
func IsInput(name string) bool {
	return slices.ContainsFunc(methods, func(m Method) bool {
		return slices.ContainsFunc(m.inputs, func(in capture.Input) bool { return in.Name == name })
	})
}

// A Kind is the programs of one type or, where not all of a type have a test run, those of one attach type.
type Kind struct {
	Type   uapi.ProgType
	Attach uapi.AttachType // 0 where all have it
}

// String names the attach type where it tells more.
func (k Kind) String() string {
	if k.Attach != 0 {
		return k.Attach.String()
	}
	return k.Type.String()
}

// KindOf returns the kind of programs of a type. ok is false if the kernel has no test run for them.
func KindOf(t uapi.ProgType, attach uapi.AttachType) (k Kind, ok bool) {
	m, ok := Find(t, attach)
	if !ok || m.Attach == nil {
		attach = 0
	}
	return Kind{t, attach}, ok
}

// Kinds lists the kinds of programs that the kernel has, or has had, a test run for.
func Kinds() []Kind {
	var kinds []Kind
	for _, m := range methods {
		for _, attach := range m.Attach {
			kinds = append(kinds, Kind{m.Type, attach})
		}
		if m.Attach == nil {
			kinds = append(kinds, Kind{m.Type, 0})
		}
	}
	return kinds
}

// Runs reports whether the test run executes a program that is loaded for the kernel's function target: of those that
// have to be attached, only the functions that the test run calls are for tests alone. Attached to another, a program
// would run for the whole machine.
func (m *Method) Runs(target string) bool {
	return !m.attach || strings.HasPrefix(target, "bpf_fentry_test") || strings.HasPrefix(target, "bpf_modify_return_test")
}

// Extra are inputs beside those that every program of a type is run on.
type Extra struct {
	Packets  []capture.Input // for types that take a packet
	Contexts []capture.Input // for types that take a context alone
}

// Inputs returns what programs of the type are run on, in order. The caller must not change what they point to.
func (m *Method) Inputs(extra Extra) []capture.Input {
	switch {
	case m.packet:
		return slices.Concat(m.inputs, extra.Packets)
	case m.Context != "" && m.ctxOut != ctxPointee:
		return slices.Concat(m.inputs, extra.Contexts)
	}
	return m.inputs
}
