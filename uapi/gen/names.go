package main

import "strings"

// initialisms are words that Go writes in capitals.
var initialisms = map[string]string{
	"fd": "FD", "id": "ID", "ids": "IDs", "btf": "BTF", "numa": "NUMA", "cpu": "CPU", "pid": "PID", "tid": "TID",
	"uid": "UID", "gpl": "GPL", "bpf": "BPF", "ns": "NS", "obj": "Obj", "tcx": "TCX", "xdp": "XDP",
}

// goName turns a kernel name into a Go name: "prog_btf_fd" into "ProgBTFFD".
func goName(kernel string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(strings.ToLower(kernel), "_") {
		if word == "" {
			continue
		}
		if s, ok := initialisms[word]; ok {
			b.WriteString(s)
			continue
		}
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// callName is the Go name of a command's function: "BPF_PROG_LOAD" gives "ProgLoad".
func callName(cmd string) string { return goName(strings.TrimPrefix(cmd, "BPF_")) }

// last returns the last element of a dotted path.
func last(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

func (f field) goName() string {
	if f.Go != "" {
		return f.Go
	}
	return goName(last(f.Path))
}

func (f field) isPointer() bool { return f.Len != "" }

// kernelName is how comments call the field: with all members of the union that it stands for.
func (f field) kernelName() string {
	names := []string{last(f.Path)}
	for _, p := range f.Also {
		names = append(names, last(p))
	}
	return strings.Join(names, " or ")
}
