package diffreport

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"difftest/capture"
	"difftest/normalize"
)

// A fault changes one thing of a form, as a faulty loader would.
type fault struct {
	name string
	// plant changes f and returns what the key of the one cause must begin with. It returns "" if there is no place.
	plant  func(g generator, f *normalize.Form) string
	kind   Kind
	impact Impact
}

var places = flag.Int("places", 30, "how many places each fault is planted at")

// TestFaults plants each fault at many places: it must be found as exactly one cause, of its kind and impact, at its
// place, whichever side it is on.
func TestFaults(t *testing.T) {
	for _, fault := range faults {
		t.Run(fault.name, func(t *testing.T) {
			planted := 0
			for seed := uint64(0); planted < *places; seed++ {
				if seed > 100*uint64(*places) {
					t.Fatalf("only %d places", planted)
				}
				g := newGenerator(seed)
				ref := g.form()
				got := g.shuffled(t, ref)
				key := fault.plant(g, got)
				if key == "" {
					continue
				}
				planted++
				checkFault(t, seed, fault, key, Compare(ref, got))
				back := Compare(got, ref)
				if n := len(causes(back)); n != 1 {
					t.Errorf("seed %d: %d causes the other way round:\n%s", seed, n, describe(back))
				}
			}
		})
	}
}

func checkFault(t *testing.T, seed uint64, fault fault, key string, differences []Difference) {
	t.Helper()
	checkWellFormed(t, differences)
	list := causes(differences)
	if len(list) != 1 {
		t.Errorf("seed %d: %d causes, want 1 at %s:\n%s", seed, len(list), key, describe(differences))
		return
	}
	d := list[0]
	if !strings.HasPrefix(d.Key, key) || d.Kind != fault.kind || d.Impact != fault.impact {
		t.Errorf("seed %d: %s %s at %s, want %s %s at %s", seed, d.Impact, d.Kind, d.Key, fault.impact, fault.kind, key)
	}
}

func causes(differences []Difference) []Difference {
	return slices.DeleteFunc(slices.Clone(differences), func(d Difference) bool { return !d.IsCause() })
}

// faults lists what can go wrong with a form, each with what Compare must make of it.
var faults = []fault{
	{"immediate", inInsn(func(g generator, f *normalize.Func, i int) bool {
		f.Insns[i].Text = "r9 = 4711"
		return true
	}), KindInstructions, ImpactSilent},
	{"missing instruction", inInsn(func(g generator, f *normalize.Func, i int) bool {
		return deleteInsn(f, i)
	}), KindInstructions, ImpactSilent},
	{"extra instruction", inInsn(func(g generator, f *normalize.Func, i int) bool {
		return insertInsn(f, i, "r9 = 4711")
	}), KindInstructions, ImpactSilent},
	{"instruction twice", inInsn(func(g generator, f *normalize.Func, i int) bool {
		if strings.Contains(f.Insns[i].Text, "goto") {
			return false
		}
		return insertInsn(f, i, f.Insns[i].Text)
	}), KindInstructions, ImpactSilent},
	{"swapped instructions", inInsn(func(g generator, f *normalize.Func, i int) bool {
		j := min(len(f.Insns)-1, i+1+g.IntN(4))
		a, b := &f.Insns[i], &f.Insns[j]
		if a.Text == b.Text || strings.Contains(a.Text+b.Text, "func") || bothJump(a.Text, b.Text) {
			return false
		}
		a.Text, b.Text = b.Text, a.Text
		return true
	}), KindInstructions, ImpactSilent},
	{"jump target", inInsn(func(g generator, f *normalize.Func, i int) bool {
		unlabel(f)
		defer relabel(f)
		head, to, ok := jump(f.Insns[i].Text)
		other := 1 + g.IntN(len(f.Insns)-1)
		if !ok || other == to {
			return false
		}
		f.Insns[i].Text = fmt.Sprintf("%s@%d", head, other)
		return true
	}), KindInstructions, ImpactSilent},
	{"other map", inInsn(func(g generator, f *normalize.Func, i int) bool {
		ref, ok := parseRef(f.Insns[i].Text)
		other := genMaps[g.IntN(len(genMaps))]
		if !ok || ref.kind != "map" || ref.name == other {
			return false
		}
		f.Insns[i].Text = ref.before + other + ref.after
		return true
	}), KindInstructions, ImpactSilent},
	{"offset in a map", inInsn(func(g generator, f *normalize.Func, i int) bool {
		ref, ok := parseRef(f.Insns[i].Text)
		if !ok || ref.kind != "map" {
			return false
		}
		f.Insns[i].Text = ref.before + ref.name + "[8] ll"
		return true
	}), KindInstructions, ImpactSilent},
	{"line", inInsn(func(g generator, f *normalize.Func, i int) bool {
		f.Insns[i].Line = "b.c:1"
		return true
	}), KindLineInfo, ImpactMetadata},
	{"source text", inInsn(func(g generator, f *normalize.Func, i int) bool {
		f.Insns[i].Src += " "
		return f.Insns[i].Line != ""
	}), KindLineInfo, ImpactMetadata},
	{"line missing", inInsn(func(g generator, f *normalize.Func, i int) bool {
		had := f.Insns[i].Line != ""
		f.Insns[i].Line, f.Insns[i].Src = "", ""
		return had
	}), KindLineInfo, ImpactMetadata},
	{"call of another subprogram", inProgram(func(g generator, p *normalize.Program) string {
		p.Funcs[0].Insns[0].Text = "call func sub_1"
		p.Funcs = slices.DeleteFunc(p.Funcs, func(f normalize.Func) bool { return f.Name == "sub_0" })
		return " insn 0"
	}), KindInstructions, ImpactSilent},
	{"missing subprogram", inProgram(func(g generator, p *normalize.Program) string {
		name := p.Funcs[len(p.Funcs)-1].Name
		p.Funcs = p.Funcs[:len(p.Funcs)-1]
		return " func " + name
	}), KindInstructions, ImpactSilent},
	{"extra subprogram", inProgram(func(g generator, p *normalize.Program) string {
		p.Funcs = append(p.Funcs, g.function("more", 0))
		return " func more"
	}), KindInstructions, ImpactSilent},
	{"program attribute", inProgram(func(g generator, p *normalize.Program) string {
		f := &p.Attrs[g.IntN(len(p.Attrs))]
		f.Value += "x"
		return " " + f.Name
	}), KindProgramAttr, ImpactSilent},
	{"missing program attribute", inProgram(func(g generator, p *normalize.Program) string {
		i := g.IntN(len(p.Attrs))
		name := p.Attrs[i].Name
		p.Attrs = slices.Delete(p.Attrs, i, i+1)
		return " " + name
	}), KindProgramAttr, ImpactSilent},
	{"func_info", inProgram(func(g generator, p *normalize.Program) string {
		f := &p.Funcs[g.IntN(len(p.Funcs))]
		i := g.IntN(len(f.Info))
		f.Info[i].Value += "x"
		return " func_info " + f.Name + " " + f.Info[i].Name
	}), KindFuncInfo, ImpactMetadata},
	{"missing func_info", inProgram(func(g generator, p *normalize.Program) string {
		f := &p.Funcs[g.IntN(len(p.Funcs))]
		f.Info = nil
		return " func_info " + f.Name
	}), KindFuncInfo, ImpactMetadata},
	{"program not loaded", inProgram(func(g generator, p *normalize.Program) string {
		*p = normalize.Program{Name: p.Name, Outcome: normalize.ProgramNotLoaded}
		return " outcome"
	}), KindPrograms, ImpactSilent},
	{"program too many", func(g generator, f *normalize.Form) string {
		f.Programs = append(f.Programs, g.program("more"))
		f.Runs = append(f.Runs, normalize.Run{Program: "more", Status: capture.RunDone})
		return "prog more outcome"
	}, KindPrograms, ImpactSilent},
	{"map attribute", inMap(func(g generator, m *normalize.Map) string {
		f := &m.Spec[g.IntN(5)]
		f.Value += "0"
		return " " + f.Name
	}), KindMapSpec, ImpactSilent},
	{"map type in BTF", inMap(func(g generator, m *normalize.Map) string {
		f := &m.Spec[5+g.IntN(2)]
		f.Value += "x"
		return " " + f.Name
	}), KindBTF, ImpactMetadata},
	{"not frozen", inMap(func(g generator, m *normalize.Map) string {
		m.Spec = slices.DeleteFunc(m.Spec, func(f normalize.Field) bool { return f.Name == "frozen" })
		return " frozen"
	}), KindContents, ImpactSilent},
	{"pinned elsewhere", inMap(func(g generator, m *normalize.Map) string {
		m.Spec[len(m.Spec)-1].Value = "/elsewhere"
		return " pinned"
	}), KindMapSpec, ImpactSilent},
	{"reused map", inMap(func(g generator, m *normalize.Map) string {
		m.Created = false
		return " created"
	}), KindMaps, ImpactSilent},
	{"one byte", inMap(func(g generator, m *normalize.Map) string {
		e := &m.Entries[g.IntN(len(m.Entries))]
		e.Value = "ff" + e.Value[2:len(e.Value)-2] + "gg"
		return " [" + e.Key + "]"
	}), KindContents, ImpactSilent},
	{"missing entry", inMap(func(g generator, m *normalize.Map) string {
		i := g.IntN(len(m.Entries))
		key := m.Entries[i].Key
		m.Entries = slices.Delete(m.Entries, i, i+1)
		return " [" + key + "]"
	}), KindContents, ImpactSilent},
	{"missing map", func(g generator, f *normalize.Form) string {
		i := g.IntN(len(f.Maps))
		name := f.Maps[i].Name
		f.Maps = slices.Delete(f.Maps, i, i+1)
		return "map " + name
	}, KindMaps, ImpactSilent},
	{"extra map", func(g generator, f *normalize.Form) string {
		f.Maps = append(f.Maps, g.newMap("more", 99))
		return "map more"
	}, KindMaps, ImpactSilent},
	{"maps swapped", swapMaps, KindInstructions, ImpactSilent},
	{"return value", func(g generator, f *normalize.Form) string {
		r := &f.Runs[g.IntN(len(f.Runs))]
		r.Retval++
		return "prog " + r.Program + " run " + r.Input + " retval"
	}, KindRun, ImpactSilent},
	{"run", func(g generator, f *normalize.Form) string {
		r := &f.Runs[g.IntN(len(f.Runs))]
		r.Status = capture.RunTimedOut
		return "prog " + r.Program + " run " + r.Input + " status"
	}, KindRun, ImpactSilent},
	{"instruction that changes runs", func(g generator, f *normalize.Form) string {
		p := g.IntN(len(f.Programs))
		f.Programs[p].Funcs[0].Insns[2].Text = "r9 = 4711"
		for i := range f.Runs {
			f.Runs[i].Retval++ // all programs of a generated form share maps
			f.Runs[i].DataOut = "ff"
		}
		return "prog " + f.Programs[p].Name + " insn 2"
	}, KindInstructions, ImpactSilent},
	{"instruction that is refused", refused(func(p *normalize.Program) string {
		p.Funcs[1].Insns[2].Text = "r9 = 4711"
		return " func " + p.Funcs[1].Name + " insn 2"
	}), KindInstructions, ImpactOutcome},
	{"attribute that is refused", refused(func(p *normalize.Program) string {
		p.Attrs[1].Value = "kprobe"
		return " type"
	}), KindProgramAttr, ImpactOutcome},
	{"line that is refused", refused(func(p *normalize.Program) string {
		p.Funcs[0].Insns[2].Line = "b.c:1"
		return " insn 2 line"
	}), KindLineInfo, ImpactOutcome},
	{"refused for nothing", refused(func(p *normalize.Program) string { return " outcome" }), KindOutcome, ImpactOutcome},
	{"map that is refused", func(g generator, f *normalize.Form) string {
		f.Outcome, f.Stage, f.Runs = capture.Rejected, normalize.StageMaps, nil
		for i := range f.Programs {
			f.Programs[i] = normalize.Program{Name: f.Programs[i].Name, Outcome: normalize.ProgramNotLoaded}
		}
		i := g.IntN(len(f.Maps))
		f.Maps = f.Maps[:i+1]
		f.Maps[i].Created, f.Maps[i].Errno, f.Maps[i].Entries = false, 22, nil
		f.Maps[i].Spec[3].Value = "5000"
		return "map " + f.Maps[i].Name + " max_entries"
	}, KindMapSpec, ImpactOutcome},
}
