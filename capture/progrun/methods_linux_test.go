package progrun

import (
	"errors"
	"fmt"
	"slices"
	"strings"
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
			want := int32(1)
			if m.attach { // the kernel wants it so
				want = 0
			}
			prog, log, err := tryLoad(t, attributes(t, m.Type), returning(want))
			switch {
			case err == nil:
			case errors.Is(err, unix.EPERM) && m.attach, errors.Is(err, unix.EINVAL) && olderThan(t, m.Since):
				t.Logf("not run: %v", err)
				return
			default:
				t.Fatalf("load: %v\n%s", err, log)
			}
			done := 0
			for i, run := range r.Run(prog, m, m.Inputs(Extra{})) {
				switch {
				case run.Status == capture.RunDone && run.Retval == uint32(want):
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

// olderThan reports whether the kernel is older than a release.
func olderThan(t *testing.T, release string) bool {
	t.Helper()
	var uts unix.Utsname
	if err := unix.Uname(&uts); err != nil {
		t.Fatal(err)
	}
	var have, want [2]int
	for text, v := range map[string]*[2]int{unix.ByteSliceToString(uts.Release[:]): &have, release: &want} {
		if _, err := fmt.Sscanf(text, "%d.%d", &v[0], &v[1]); err != nil {
			t.Fatalf("release %q: %v", text, err)
		}
	}
	return slices.Compare(have[:], want[:]) < 0
}

// TestTracing: a program of a function that the test run calls is attached for the run alone, and runs once in it.
func TestTracing(t *testing.T) {
	array := newMap(t, uapi.BPF_MAP_TYPE_ARRAY, 4, 8, 1)
	r := start(t, Limits{})
	watchMaps(t, r, 1, map[string]uapi.FD{"array": array})
	for attach, function := range map[uapi.AttachType]string{
		uapi.BPF_TRACE_FENTRY: "bpf_fentry_test1", uapi.BPF_TRACE_FEXIT: "bpf_fentry_test2",
		uapi.BPF_MODIFY_RETURN: "bpf_modify_return_test",
	} {
		attr := uapi.ProgLoadAttr{
			ProgType: uapi.BPF_PROG_TYPE_TRACING, ExpectedAttachType: attach, AttachBTFID: kernelType(t, btf.Func, function),
		}
		prog, log, err := tryLoad(t, attr, concat(counting(array, 0), ending))
		unmodifiable := attach == uapi.BPF_MODIFY_RETURN && strings.Contains(log, "is not modifiable") // without error injection
		if errors.Is(err, unix.EPERM) || unmodifiable {
			t.Logf("%v: %v", attach, err)
			continue
		}
		if err != nil {
			t.Fatalf("%v: %v\n%s", attach, err, log)
		}
		method, ok := Find(attr.ProgType, attach)
		if !ok {
			t.Fatalf("%v is not run", attach)
		}
		for range 2 {
			run := r.Run(prog, method, method.Inputs(Extra{}))[0]
			if run.Status != capture.RunDone || len(run.Changes) != 1 || run.Changes[0].Map != "array" {
				t.Errorf("%v: %+v", attach, run)
			}
		}
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
