package progrun

import (
	"fmt"
	"testing"

	"difftest/btf"
	"difftest/capture"
	"difftest/uapi"
)

// attributes are what a program of each type is loaded with beside the type.
func attributes(t *testing.T, kind uapi.ProgType) uapi.ProgLoadAttr {
	attr := uapi.ProgLoadAttr{ProgType: kind}
	switch kind {
	case uapi.BPF_PROG_TYPE_FLOW_DISSECTOR:
		attr.ExpectedAttachType = uapi.BPF_FLOW_DISSECTOR
	case uapi.BPF_PROG_TYPE_SK_LOOKUP:
		attr.ExpectedAttachType = uapi.BPF_SK_LOOKUP
	case uapi.BPF_PROG_TYPE_NETFILTER:
		attr.ExpectedAttachType = uapi.BPF_NETFILTER
	case uapi.BPF_PROG_TYPE_SYSCALL:
		attr.ProgFlags = uapi.BPF_F_SLEEPABLE
	case uapi.BPF_PROG_TYPE_STRUCT_OPS:
		attr.AttachBTFID = kernelType(t, btf.Struct, "bpf_dummy_ops")
	case uapi.BPF_PROG_TYPE_TRACING:
		attr.ExpectedAttachType = uapi.BPF_TRACE_FEXIT
		attr.AttachBTFID = kernelType(t, btf.Func, "bpf_fentry_test1")
	}
	return attr
}

// TestInputs runs a program of each type on each of its inputs.
func TestInputs(t *testing.T) {
	r := start(t, Limits{})
	for i := range methods {
		m := &methods[i]
		t.Run(m.Type.String(), func(t *testing.T) {
			prog, log, err := tryLoad(t, attributes(t, m.Type), returning(1))
			if err != nil {
				t.Logf("load: %v %s", err, log)
				return
			}
			for _, run := range r.Run(prog, m, m.Inputs(Extra{})) {
				t.Log(describe(run))
			}
		})
	}
}

func describe(r capture.Run) string {
	return fmt.Sprintf("%s: %s errno %d retval %d, %d bytes, context of %d", r.Input, r.Status, r.Errno, r.Retval,
		len(r.DataOut), len(r.CtxOut))
}
