package diffreport

import (
	"slices"

	"difftest/capture"
	"difftest/normalize"
)

// inProgram plants a fault in some program.
func inProgram(plant func(generator, *normalize.Program) string) func(generator, *normalize.Form) string {
	return func(g generator, f *normalize.Form) string {
		p := &f.Programs[g.IntN(len(f.Programs))]
		place := "prog " + p.Name + plant(g, p)
		if p.Outcome != normalize.ProgramLoaded {
			f.Runs = slices.DeleteFunc(f.Runs, func(r normalize.Run) bool { return r.Program == p.Name })
		}
		return place
	}
}

// inMap plants a fault in some map.
func inMap(plant func(generator, *normalize.Map) string) func(generator, *normalize.Form) string {
	return func(g generator, f *normalize.Form) string {
		m := &f.Maps[g.IntN(len(f.Maps))]
		return "map " + m.Name + plant(g, m)
	}
}

// inInsn plants a fault at some instruction of some function, calls of subprograms excepted.
func inInsn(plant func(generator, *normalize.Func, int) bool) func(generator, *normalize.Form) string {
	return func(g generator, f *normalize.Form) string {
		p := &f.Programs[g.IntN(len(f.Programs))]
		n := g.IntN(len(p.Funcs))
		fn := &p.Funcs[n]
		i := g.IntN(len(fn.Insns))
		if n == 0 {
			i = len(p.Funcs) - 1 + g.IntN(len(fn.Insns)-len(p.Funcs)+1)
		}
		if !plant(g, fn, i) {
			return ""
		}
		if n == 0 {
			return "prog " + p.Name + " insn "
		}
		return "prog " + p.Name + " func " + fn.Name + " insn "
	}
}

// refused plants a fault in the first program, which the kernel then refuses, and the library the object.
func refused(plant func(*normalize.Program) string) func(generator, *normalize.Form) string {
	return func(g generator, f *normalize.Form) string {
		f.Outcome, f.Stage, f.Runs = capture.Rejected, normalize.StageProgram, nil
		p := &f.Programs[slices.IndexFunc(f.Programs, func(p normalize.Program) bool { return p.Name == "prog_0" })]
		p.Outcome, p.Errno = normalize.ProgramRefused, 22
		return "prog prog_0" + plant(p)
	}
}

// bothJump reports whether two instructions are jumps that differ in their targets only: exchanged they are two jumps
// that go elsewhere.
func bothJump(a, b string) bool {
	headA, labelA := splitLabel(a)
	headB, labelB := splitLabel(b)
	return headA == headB && labelA != "" && labelB != ""
}

// deleteInsn takes an instruction out. Jumps to it go to the next.
func deleteInsn(f *normalize.Func, i int) bool {
	if i == len(f.Insns)-1 || f.Insns[i].Line != "" {
		return false
	}
	unlabel(f)
	f.Insns = slices.Delete(f.Insns, i, i+1)
	moveJumps(f, i+1, -1)
	return true
}

// insertInsn puts an instruction before instruction i. Jumps to i still do.
func insertInsn(f *normalize.Func, i int, text string) bool {
	unlabel(f)
	f.Insns = slices.Insert(f.Insns, i, normalize.Insn{Text: text})
	moveJumps(f, i, 1)
	return true
}

// moveJumps adds by to the target of each jump to from or behind, and numbers instructions and labels anew.
func moveJumps(f *normalize.Func, from, by int) {
	for i := range f.Insns {
		f.Insns[i].Index = i
		if head, to, ok := jump(f.Insns[i].Text); ok && to >= from {
			f.Insns[i].Text = head + "@" + itoa(to+by)
		}
	}
	relabel(f)
}

func itoa(n int) string { return string(appendInt(nil, n)[:len(appendInt(nil, n))-1]) }

// swapMaps exchanges two maps wherever instructions name them.
func swapMaps(g generator, f *normalize.Form) string {
	a, b := "verifier_map_number_1", "verifier_map_number_2"
	found := map[string]bool{}
	for i := range f.Programs {
		for j := range f.Programs[i].Funcs {
			for k := range f.Programs[i].Funcs[j].Insns {
				in := &f.Programs[i].Funcs[j].Insns[k]
				ref, ok := parseRef(in.Text)
				switch {
				case ok && ref.name == a:
					in.Text = ref.before + b + ref.after
				case ok && ref.name == b:
					in.Text = ref.before + a + ref.after
				default:
					continue
				}
				found[ref.name] = true
			}
		}
	}
	if len(found) == 0 {
		return ""
	}
	return "prog "
}
