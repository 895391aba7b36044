// Command gen writes package uapi's generated files from the BTF beside it. BTF has the layout of bpf(2)'s attribute
// and the enums; the tables in this package (table_*.go) say what BTF cannot: which command uses which field, what
// pointers point to, which numbers are descriptors. A command or field that the tables do not cover is an error that
// names it. README.md says where the BTF is from.
//
//	gen -out DIR                    write DIR/zz_*.go
//	gen -btf FILE                   compare another kernel's BTF with the newest one here
//	gen -trim FILE -out FILE        cut a vmlinux BTF down to what the generator reads
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("gen", flag.ContinueOnError)
	output := flags.String("out", "", "folder for the generated files, or file for -trim")
	other := flags.String("btf", "", "BTF of another kernel, to be compared")
	full := flags.String("trim", "", "BTF to be cut down")
	input := flags.String("in", "uapi/gen", "folder with the committed BTF")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case *full != "" && *output != "":
		return trim(*full, *output)
	case *other != "":
		return compare(stdout, *input, *other)
	case *output != "":
		return generate(*input, *output)
	}
	return errors.New("nothing to do; see -help")
}

func readHistory(dir string) (history, error) {
	var h history
	for _, release := range releases {
		k, err := readKernel(release, filepath.Join(dir, "vmlinux-"+release+".btf"))
		if err != nil {
			return nil, err
		}
		h = append(h, k)
	}
	return h, nil
}

func generate(in, out string) error {
	h, err := readHistory(in)
	if err != nil {
		return err
	}
	files, err := files(h)
	if err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(out, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// files returns the generated files by name.
func files(h history) (map[string][]byte, error) {
	if err := check(h.newest()); err != nil {
		return nil, err
	}
	topics := map[string]func(w *source){
		"zz_enum.go":        func(w *source) { emitEnums(h, w) },
		"zz_flag.go":        func(w *source) { emitFlags(h, w) },
		"zz_attr_map.go":    func(w *source) { emitAttrs(h, w, mapCommands) },
		"zz_attr_prog.go":   func(w *source) { emitAttrs(h, w, progCommands) },
		"zz_attr_object.go": func(w *source) { emitAttrs(h, w, objectCommands) },
		"zz_attr_link.go":   func(w *source) { emitAttrs(h, w, linkCommands) },
		"zz_call.go":        func(w *source) { emitCalls(h, w) },
		"zz_info.go":        func(w *source) { emitInfos(h, w, infoStructs) },
		"zz_info_link.go":   func(w *source) { emitInfos(h, w, linkInfoStructs) },
		"zz_iter.go":        func(w *source) { emitInfos(h, w, iterStructs) },
	}
	result := map[string][]byte{}
	for name, emit := range topics {
		w := newSource("vmlinux-" + h.newest().name + ".btf")
		emit(w)
		content, err := w.bytes()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		result[name] = content
	}
	return result, nil
}

// compare prints what another kernel has that the newest one here does not, and the other way round.
func compare(w io.Writer, dir, path string) error {
	h, err := readHistory(dir)
	if err != nil {
		return err
	}
	k, err := readKernel(filepath.Base(path), path)
	if err != nil {
		return err
	}
	lines := differences(h.newest(), k)
	for _, line := range lines {
		fmt.Fprintln(w, line)
	}
	if len(lines) == 0 {
		fmt.Fprintln(w, "no difference")
	}
	if err := check(k); err != nil {
		fmt.Fprintf(w, "\nto be settled in the tables:\n%v\n", err)
	}
	return nil
}

// differences lists fields and enumerators by name, "-" for what only a has and "+" for what only b has.
func differences(a, b *kernel) []string {
	x, y := inventory(a), inventory(b)
	var lines []string
	for name, what := range x {
		if y[name] != what {
			lines = append(lines, name+"\t- "+what)
		}
	}
	for name, what := range y {
		if x[name] != what {
			lines = append(lines, name+"\t+ "+what)
		}
	}
	slices.Sort(lines)
	return lines
}

func inventory(k *kernel) map[string]string {
	all := map[string]string{}
	for name, value := range k.values {
		all[name] = fmt.Sprint(value)
	}
	for structure, fields := range k.fields {
		all[structure] = fmt.Sprintf("%d bytes", k.size(structure))
		for path, l := range fields {
			all[structure+"."+path] = fmt.Sprintf("offset %d size %d", l.offset, l.size)
		}
	}
	return all
}
