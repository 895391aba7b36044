package diffreport

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"difftest/capture"
	"difftest/normalize"
)

// A generator makes forms of objects that load, from a seed.
type generator struct{ *rand.Rand }

func newGenerator(seed uint64) generator { return generator{rand.New(rand.NewPCG(seed, 0))} }

var genMaps = []string{"counters", "verifier_map_number_1", "verifier_map_number_2", ".rodata", "o.inner"}

// form makes a form of some programs and every map of genMaps.
func (g generator) form() *normalize.Form {
	f := &normalize.Form{Outcome: capture.Loaded}
	for i := range 1 + g.IntN(3) {
		f.Programs = append(f.Programs, g.program(fmt.Sprintf("prog_%d", i)))
	}
	for i, name := range genMaps {
		f.Maps = append(f.Maps, g.newMap(name, i))
	}
	for _, p := range f.Programs {
		for _, input := range []string{"ones", "zeros"} {
			f.Runs = append(f.Runs, normalize.Run{
				Program: p.Name, Input: input, Status: capture.RunDone, Retval: g.Uint32(), DataOut: "00ff",
			})
		}
	}
	return f
}

func (g generator) program(name string) normalize.Program {
	p := normalize.Program{
		Name: name, Outcome: normalize.ProgramLoaded, Default: true, Sent: true,
		Attrs: []normalize.Field{
			{Name: "section", Value: "xdp"}, {Name: "type", Value: "xdp"},
			{Name: "expected_attach_type", Value: "xdp"}, {Name: "license", Value: `"Dual BSD/GPL"`},
			{Name: "kern_version", Value: "current", Raw: "6.18", Rules: []string{"kern-version"}},
		},
	}
	subs := 2 + g.IntN(3)
	p.Funcs = append(p.Funcs, g.function(name, subs))
	for i := range subs {
		p.Funcs = append(p.Funcs, g.function(fmt.Sprintf("sub_%d", i), 0))
	}
	return p
}

// function makes a function of at least 8 instructions that calls each of the first subs subprograms.
func (g generator) function(name string, subs int) normalize.Func {
	f := normalize.Func{Name: name, Info: []normalize.Field{
		{Name: "linkage", Value: "static"}, {Name: "proto", Value: "int (struct xdp_md *)"},
	}}
	n := 8 + g.IntN(40) + 2*subs
	for i := range n {
		in := normalize.Insn{Index: i, Text: g.insn()}
		if i < subs {
			in.Text = fmt.Sprintf("call func sub_%d", i)
		}
		if g.IntN(3) == 0 {
			in.Line, in.Src = fmt.Sprintf("a.c:%d", i), fmt.Sprintf("x = %d;", i)
		}
		f.Insns = append(f.Insns, in)
	}
	f.Insns[n-1].Text = "exit"
	for range 3 {
		from, to := subs+g.IntN(n-1-subs), 1+g.IntN(n-1)
		f.Insns[to].Label = "?"
		f.Insns[from].Text = fmt.Sprintf("if r%d == 0 goto @%d", g.IntN(10), to)
	}
	relabel(&f)
	return f
}

func (g generator) insn() string {
	switch g.IntN(4) {
	case 0:
		return fmt.Sprintf("r%d = map %s ll", g.IntN(10), genMaps[g.IntN(len(genMaps))])
	case 1:
		return fmt.Sprintf("r%d = *(u64 *)(r%d + %#x)", g.IntN(10), g.IntN(10), g.IntN(64))
	case 2:
		return fmt.Sprintf("call helper_%d", g.IntN(200))
	}
	return fmt.Sprintf("r%d = %d", g.IntN(10), g.IntN(4))
}

// relabel numbers the labels of f by place and makes its jumps, written "goto @INDEX", go to them. Labels that no jump
// goes to are dropped, as in a canonical form.
func relabel(f *normalize.Func) {
	used := map[int]bool{}
	for _, in := range f.Insns {
		if _, to, ok := jump(in.Text); ok {
			used[to] = true
		}
	}
	labels := map[int]string{}
	for i := range f.Insns {
		f.Insns[i].Label = ""
		if used[i] {
			labels[i] = fmt.Sprintf("L%d", len(labels)+1)
			f.Insns[i].Label = labels[i]
		}
	}
	for i := range f.Insns {
		if head, to, ok := jump(f.Insns[i].Text); ok {
			f.Insns[i].Text = head + labels[to]
		}
	}
}

// unlabel is the opposite of relabel: jumps become "goto @INDEX".
func unlabel(f *normalize.Func) {
	at := map[string]int{}
	for i, in := range f.Insns {
		if in.Label != "" {
			at[in.Label] = i
		}
	}
	for i := range f.Insns {
		head, label := splitLabel(f.Insns[i].Text)
		if to, ok := at[label]; ok {
			f.Insns[i].Text = fmt.Sprintf("%s@%d", head, to)
		}
	}
}

// jump splits "if … goto @INDEX".
func jump(text string) (head string, to int, ok bool) {
	head, label := splitLabel(text)
	_, err := fmt.Sscanf(label, "@%d", &to)
	return head, to, err == nil
}

func (g generator) newMap(name string, i int) normalize.Map {
	m := normalize.Map{Name: name, Created: true, Spec: []normalize.Field{
		{Name: "type", Value: "array"}, {Name: "key_size", Value: "4"}, {Name: "value_size", Value: "8"},
		{Name: "max_entries", Value: fmt.Sprint(g.IntN(1000))}, {Name: "map_flags", Value: "mmapable"},
		{Name: "key_type", Value: "int"}, {Name: "value_type", Value: "struct v { long a; }"},
		{Name: "frozen", Value: "yes"}, {Name: "pinned", Value: fmt.Sprintf("/m%d", i)},
	}}
	for k := range 1 + g.IntN(6) {
		key, value := fmt.Sprintf("%02x000000", k), fmt.Sprintf("%016x", g.Uint64())
		m.Entries = append(m.Entries, normalize.Entry{Key: key, Value: value})
	}
	return m
}

// shuffled returns f with all that has no order in another one, and with other names for labels.
func (g generator) shuffled(t testing.TB, f *normalize.Form) *normalize.Form {
	out := clone(t, f)
	g.Shuffle(len(out.Programs), func(i, j int) { out.Programs[i], out.Programs[j] = out.Programs[j], out.Programs[i] })
	g.Shuffle(len(out.Maps), func(i, j int) { out.Maps[i], out.Maps[j] = out.Maps[j], out.Maps[i] })
	g.Shuffle(len(out.Runs), func(i, j int) { out.Runs[i], out.Runs[j] = out.Runs[j], out.Runs[i] })
	for i := range out.Programs {
		subs := out.Programs[i].Funcs[1:]
		g.Shuffle(len(subs), func(i, j int) { subs[i], subs[j] = subs[j], subs[i] })
	}
	return out
}

// clone copies f deeply.
func clone(t testing.TB, f *normalize.Form) *normalize.Form {
	t.Helper()
	data, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	var out normalize.Form
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return &out
}
