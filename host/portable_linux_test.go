package host

import (
	"bufio"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"difftest/capture"
	"difftest/corpus"
	"difftest/normalize"
	"difftest/object"
)

// A machine is what goldens must not depend on: all that another machine with the same kernel release range may have
// otherwise. Where a form has it, the golden names it in braces instead.
type machine struct {
	version string          // LINUX_KERNEL_VERSION, in hex as it stands in memory
	cpus    int             // possible CPUs
	config  map[string]bool // names that the kernel's configuration sets
	symbols map[uint64]bool // addresses in the kernel
}

// thisMachine reads what the running kernel is. It fails the test where it cannot: a golden with an address in it would
// be true here alone.
func thisMachine(t *testing.T, release string, cpus int) machine {
	t.Helper()
	var major, minor, patch uint32
	if n, _ := fmt.Sscanf(release, "%d.%d.%d", &major, &minor, &patch); n != 3 {
		t.Fatalf("kernel release %q has no three numbers", release)
	}
	m := machine{cpus: cpus, config: map[string]bool{}, symbols: map[uint64]bool{}}
	m.version = fmt.Sprintf("0x%02x%02x%02x", min(patch, 255), minor, major)
	for line := range strings.Lines(kernelConfig(release)) {
		if name, _, ok := strings.Cut(line, "="); ok {
			m.config[name] = true
		}
	}
	symbols, err := os.Open("/proc/kallsyms")
	if err != nil {
		t.Fatal(err)
	}
	defer symbols.Close()
	for lines := bufio.NewScanner(symbols); lines.Scan(); {
		digits, _, _ := strings.Cut(lines.Text(), " ")
		if address, err := strconv.ParseUint(digits, 16, 64); err == nil && address != 0 {
			m.symbols[address] = true
		}
	}
	if len(m.symbols) == 0 || len(m.config) == 0 {
		t.Fatalf("%d kernel symbols, %d options", len(m.symbols), len(m.config))
	}
	return m
}

// portable names in a form what the machine has decided. The rest of the form stays.
func (m machine) portable(form *normalize.Form, c corpus.Case, rec *capture.Recording) {
	facts := factsOf(rec)
	nameDescriptors(form, rec)
	for i := range form.Maps {
		m.portableMap(&form.Maps[i], c.Kconfig)
	}
	for i := range form.Programs {
		for j := range form.Programs[i].Funcs {
			m.portableFunc(&form.Programs[i].Funcs[j], c.TargetBTF == "", facts)
		}
	}
}

// portableMap names sizes that the kernel gives and answers about its configuration; what the case's own text answers
// is no machine's.
func (m machine) portableMap(f *normalize.Map, kconfig string) {
	switch fieldOf(f.Spec, "type") {
	case "perf_event_array":
		setField(f.Spec, "max_entries", strconv.Itoa(m.cpus), "{possible CPUs}")
	case "struct_ops":
		setField(f.Spec, "value_size", fieldOf(f.Spec, "value_size"), "{size of the kernel's type}")
	}
	if f.Name != ".kconfig" {
		return
	}
	for i, e := range f.Entries {
		switch {
		case e.Key == "LINUX_KERNEL_VERSION" && strings.TrimRight(strings.TrimPrefix(e.Value, m.version), "0") == "":
			f.Entries[i].Value = "{kernel version}"
		case m.config[e.Key] && !strings.Contains("\n"+kconfig, "\n"+e.Key+"="):
			f.Entries[i].Value = "{kernel configuration}"
		}
	}
}

// intoMap is an instruction that loads the address of a place in a map.
var intoMap = regexp.MustCompile(`^(r\d+ = map (\S+)\[)(\d+)(\] ll)$`)

// nameDescriptors names offsets behind a map's value that are descriptors of the loader's: where an instruction is
// relocated twice, libbpf adds what the first relocation has put there, and that is as many as the process has open.
func nameDescriptors(form *normalize.Form, rec *capture.Recording) {
	descriptors := map[int]bool{}
	for _, load := range rec.Loads {
		for _, call := range load.Calls {
			for _, fd := range call.FDs {
				descriptors[int(fd.FD)] = true
			}
		}
	}
	sizes := map[string]int{}
	for _, m := range form.Maps {
		sizes[m.Name], _ = strconv.Atoi(fieldOf(m.Spec, "value_size"))
	}
	for _, p := range form.Programs {
		for _, f := range p.Funcs {
			for i, in := range f.Insns {
				at := intoMap.FindStringSubmatch(in.Text)
				if at == nil {
					continue
				}
				if offset, _ := strconv.Atoi(at[3]); offset >= sizes[at[2]] && descriptors[offset] {
					f.Insns[i].Text = at[1] + "{a descriptor}" + at[4]
				}
			}
		}
	}
}

// coreLocal is the kind of CO-RE relocation that looks at no target: the type id in the object.
const coreLocal = 6

// number is what an instruction adds, loads or stores at: the first number with nothing of its operand behind it.
var number = regexp.MustCompile(`(-?0x[0-9a-f]+)(?:\)| ll|$)`)

// withName returns an instruction with a name in place of its number.
func withName(text, name string) string {
	at := number.FindStringSubmatchIndex(text)
	if at == nil {
		return text
	}
	return text[:at[2]] + "{" + name + "}" + text[at[3]:]
}

// portableFunc names addresses of kernel symbols, and what a relocation has read in the kernel's BTF.
func (m machine) portableFunc(f *normalize.Func, kernelBTF bool, facts *object.Facts) {
	for i, in := range f.Insns {
		relocated := kernelBTF && slices.ContainsFunc(facts.CORE, func(r object.CORERelo) bool {
			return r.Func == f.Name && r.Insn == in.Index && r.Kind != coreLocal
		})
		switch {
		case relocated:
			f.Insns[i].Text = withName(in.Text, "from the kernel's BTF")
		case m.isAddress(in.Text):
			f.Insns[i].Text = withName(in.Text, "address of a kernel symbol")
		}
	}
}

// isAddress reports whether an instruction loads the address of a kernel symbol.
func (m machine) isAddress(text string) bool {
	_, digits, wide := strings.Cut(strings.TrimSuffix(text, " ll"), " = 0x")
	address, err := strconv.ParseUint(digits, 16, 64)
	return wide && err == nil && m.symbols[address]
}

func fieldOf(fields []normalize.Field, name string) string {
	i := slices.IndexFunc(fields, func(f normalize.Field) bool { return f.Name == name })
	if i < 0 {
		return ""
	}
	return fields[i].Value
}

// setField gives a field another value where it has the one that is expected.
func setField(fields []normalize.Field, name, from, to string) {
	for i, f := range fields {
		if f.Name == name && f.Value == from {
			fields[i].Value = to
		}
	}
}

// TestPortable: what a machine decides is named, and nothing else: what looks like it and is not stays.
func TestPortable(t *testing.T) {
	here := machine{
		version: "0x2c1206", cpus: 2, config: map[string]bool{"CONFIG_HZ": true, "CONFIG_OWN": true},
		symbols: map[uint64]bool{0xffffffff81000000: true},
	}
	facts := &object.Facts{CORE: []object.CORERelo{{Func: "prog", Insn: 1}, {Func: "prog", Insn: 2, Kind: coreLocal}}}
	rec := &capture.Recording{
		Object: capture.Object{Facts: facts},
		Loads:  []capture.Load{{Calls: []capture.Call{{FDs: []capture.FD{{FD: 9}, {FD: 2}}}}}},
	}
	spec := func(typ, entries string) []normalize.Field {
		return []normalize.Field{{Name: "type", Value: typ}, {Name: "max_entries", Value: entries}}
	}
	form := func() *normalize.Form {
		return &normalize.Form{
			Maps: []normalize.Map{
				{Name: "events", Spec: spec("perf_event_array", "2")},
				{Name: "larger", Spec: spec("perf_event_array", "4")},
				{Name: "array", Spec: spec("array", "2")},
				{Name: ".kconfig", Entries: []normalize.Entry{
					{Key: "LINUX_KERNEL_VERSION", Value: "0x2c12060000000000"}, {Key: "CONFIG_HZ", Value: "0xfa"},
					{Key: "CONFIG_OWN", Value: "0x01"}, {Key: "CONFIG_NOT_THERE", Value: "0x00"},
				}},
				{Name: ".bss", Spec: []normalize.Field{{Name: "value_size", Value: "4"}}},
				{Name: "wrong.kconfig", Entries: []normalize.Entry{{Key: "CONFIG_HZ", Value: "0xfa"}}},
			},
			Programs: []normalize.Program{{Funcs: []normalize.Func{{Name: "prog", Insns: []normalize.Insn{
				{Index: 0, Text: "r1 = 0xffffffff81000000 ll"}, {Index: 1, Text: "*(u32 *)(r1 + 0x4f4) = 0x5"},
				{Index: 2, Text: "r2 = 0x72 ll"}, {Index: 3, Text: "r1 = 0xffffffff81000001 ll"},
			}}, {Name: "other", Insns: []normalize.Insn{
				{Index: 1, Text: "r1 = *(u32 *)(r1 + 0x4f4)"}, {Index: 2, Text: "r1 = map .bss[9] ll"},
				{Index: 4, Text: "r1 = map .bss[2] ll"}, {Index: 6, Text: "r1 = map .bss[11] ll"},
			}}}}},
		}
	}
	mine := form()
	here.portable(mine, corpus.Case{Kconfig: "CONFIG_OWN=y\n"}, rec)
	var got, insns []string
	for _, m := range mine.Maps {
		got = append(got, fieldOf(m.Spec, "max_entries"))
		for _, e := range m.Entries {
			got = append(got, e.Value)
		}
	}
	for _, f := range mine.Programs[0].Funcs {
		for _, in := range f.Insns {
			insns = append(insns, in.Text)
		}
	}
	want := []string{
		"{possible CPUs}", "4", "2", "", "{kernel version}", "{kernel configuration}", "0x01", "0x00", "", "", "0xfa",
	}
	if !slices.Equal(got, want) {
		t.Errorf("maps: %q, want %q", got, want)
	}
	wantInsns := []string{
		"r1 = {address of a kernel symbol} ll", "*(u32 *)(r1 + {from the kernel's BTF}) = 0x5", "r2 = 0x72 ll",
		"r1 = 0xffffffff81000001 ll", "r1 = *(u32 *)(r1 + 0x4f4)",
		"r1 = map .bss[{a descriptor}] ll", "r1 = map .bss[2] ll", "r1 = map .bss[11] ll",
	}
	if !slices.Equal(insns, wantInsns) {
		t.Errorf("instructions: %q, want %q", insns, wantInsns)
	}
	own := form()
	here.portable(own, corpus.Case{TargetBTF: "targets/own.btf"}, rec)
	if text := own.Programs[0].Funcs[0].Insns[1].Text; text != "*(u32 *)(r1 + 0x4f4) = 0x5" {
		t.Errorf("by a BTF of the case's own: %q", text)
	}
	older := form()
	older.Maps[3].Entries[0].Value = "0x2b12060000000000"
	here.portable(older, corpus.Case{}, rec)
	if value := older.Maps[3].Entries[0].Value; value != "0x2b12060000000000" {
		t.Errorf("another kernel's version: %q", value)
	}
}
