package progrun

import (
	"errors"
	"testing"

	"golang.org/x/sys/unix"

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

// TestInputs runs a program of each type on each of its inputs: every type runs on the first and most, and gives back what
// the table says. Two types are the kernel's to refuse: tracing, where it does not let one attach to functions, and
// lwt_seg6local, which kernels have no test run for any more.
func TestInputs(t *testing.T) {
	r := start(t, Limits{})
	for i := range methods {
		m := &methods[i]
		t.Run(m.Type.String(), func(t *testing.T) {
			prog, log, err := tryLoad(t, attributes(t, m.Type), returning(1))
			if errors.Is(err, unix.EPERM) && m.attach {
				t.Logf("not run: %v", err)
				return
			}
			if err != nil {
				t.Fatalf("load: %v\n%s", err, log)
			}
			done := 0
			for i, run := range r.Run(prog, m, m.Inputs(Extra{})) {
				switch {
				case run.Status == capture.RunDone && (run.Retval == 1 || m.attach):
					done++
				case run.Status == capture.RunRefused && (i > 0 || m.Until != ""):
					t.Logf("%s: %v", run.Input, unix.Errno(run.Errno))
				default:
					t.Errorf("%+v", run)
				}
				if given := m.inputs[i]; run.Status == capture.RunDone && !m.gives(given, run) {
					t.Errorf("%s: %d bytes of data, %d of context", run.Input, len(run.DataOut), len(run.CtxOut))
				}
			}
			if done < 2 && m.Until == "" && !m.attach {
				t.Errorf("%d runs were made", done)
			}
		})
	}
}

// gives reports whether a run gave back what the table says.
func (m *Method) gives(in capture.Input, run capture.Run) bool {
	data := m.dataOut == (len(run.DataOut) > 0)
	switch m.ctxOut {
	case ctxNowhere:
		return data && run.CtxOut == nil
	case ctxAlways:
		return data && len(run.CtxOut) > 0
	case ctxPointee:
		return data && len(run.CtxOut) == len(in.State)
	}
	return data && len(run.CtxOut) == len(in.Ctx)
}
