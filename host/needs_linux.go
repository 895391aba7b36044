package host

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"

	"golang.org/x/sys/unix"

	"difftest/btf"
	"difftest/capture"
	"difftest/corpus"
	"difftest/uapi"
)

// needsTarget says what this machine has of what cases need.
func needsTarget(target capture.Target, kernel *kernelBTF) corpus.Target {
	t := corpus.Target{
		Kernel: target.Kernel, CPUs: target.CPUs, BTF: kernel.spec != nil, Config: kernelConfig(target.Kernel),
	}
	for _, name := range corpus.ProbedTypes {
		if kernel.letsIn(name) {
			t.ProgTypes = append(t.ProgTypes, name)
		}
	}
	return t
}

// kernelConfig is the running kernel's configuration, from where kernels and distributions keep it; empty if it is
// nowhere.
func kernelConfig(release string) string {
	if packed, err := os.ReadFile("/proc/config.gz"); err == nil {
		if r, err := gzip.NewReader(bytes.NewReader(packed)); err == nil {
			if text, err := io.ReadAll(r); err == nil {
				return string(text)
			}
		}
	}
	text, _ := os.ReadFile("/boot/config-" + release)
	return string(text)
}

// probes are the programs by which it is seen whether the kernel lets in a type: how they attach, and to which of its
// functions.
var probes = map[string]struct {
	kind     uapi.ProgType
	attach   uapi.AttachType
	function string
}{
	"tracing": {uapi.BPF_PROG_TYPE_TRACING, uapi.BPF_TRACE_FENTRY, "bpf_fentry_test1"},
	"lsm":     {uapi.BPF_PROG_TYPE_LSM, uapi.BPF_LSM_MAC, "bpf_lsm_file_open"},
}

// letsIn loads a program of a type that does nothing, and reports whether the kernel took it.
func (k *kernelBTF) letsIn(progType string) bool {
	probe, ok := probes[progType]
	if !ok || k.spec == nil {
		return false
	}
	functions := k.spec.Find(btf.Func, probe.function)
	if len(functions) == 0 {
		return false
	}
	fd, err := uapi.LoadProg(&uapi.ProgLoadAttr{
		ProgType: probe.kind, ExpectedAttachType: probe.attach, AttachBTFID: uapi.TypeID(functions[0]),
		Insns: uapi.BytesPointer(returnZero), InsnCnt: uint32(len(returnZero) / 8), License: uapi.StringPointer("GPL"),
	})
	if err != nil {
		return false
	}
	_ = unix.Close(int(fd))
	return true
}

// returnZero is a program: r0 = 0; exit.
var returnZero = []byte{0xb7, 0, 0, 0, 0, 0, 0, 0, 0x95, 0, 0, 0, 0, 0, 0, 0}
