package host

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"difftest/btf"
	"difftest/capture"
	"difftest/normalize"
)

// kernelBTF is the running kernel's BTF. The zero value, of a kernel without one, names nothing.
type kernelBTF struct {
	spec   *btf.Spec
	digest string // SHA-256, lower-case hex
}

const vmlinuxBTF = "/sys/kernel/btf/vmlinux"

// readKernelBTF reads the running kernel's BTF. A kernel without it is no error: the note says what that means.
func readKernelBTF() (k *kernelBTF, note string, err error) {
	blob, err := os.ReadFile(vmlinuxBTF)
	if errors.Is(err, fs.ErrNotExist) {
		return &kernelBTF{}, "this kernel has no BTF (" + vmlinuxBTF + "): CO-RE and attach targets by BTF fail in every loader; " +
			"boot a kernel with CONFIG_DEBUG_INFO_BTF=y to compare them", nil
	}
	if err != nil {
		return nil, "", fmt.Errorf("kernel BTF: %w", err)
	}
	spec, err := btf.Parse(blob)
	if err != nil {
		return nil, "", fmt.Errorf("kernel BTF %s: %w", vmlinuxBTF, err)
	}
	sum := sha256.Sum256(blob)
	return &kernelBTF{spec: spec, digest: hex.EncodeToString(sum[:])}, "", nil
}

// name names the kernel types that occur in the calls of rec.
func (k *kernelBTF) name(rec *capture.Recording) []capture.KernelType {
	if k.spec == nil {
		return nil
	}
	var types []capture.KernelType
	for _, id := range normalize.KernelTypeIDs(rec) {
		t, ok := k.spec.Type(id)
		if !ok {
			continue
		}
		types = append(types, capture.KernelType{ID: id, Kind: t.Kind.String(), Name: t.Name})
	}
	return types
}

// typeName is the name of a type of the kernel, empty if there is none.
func (k *kernelBTF) typeName(id uint32) string {
	if k.spec == nil || id == 0 {
		return ""
	}
	return k.spec.TypeName(id)
}
