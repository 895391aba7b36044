package diffreport

import (
	"fmt"
	"testing"

	"difftest/capture"
	"difftest/normalize"
)

// TestSelf compares forms with themselves, and with themselves in another order.
func TestSelf(t *testing.T) {
	for seed := range uint64(300) {
		g := newGenerator(seed)
		form := g.form()
		if d := Compare(form, form); len(d) > 0 {
			t.Fatalf("seed %d differs from itself:\n%s", seed, describe(d))
		}
		if d := Compare(form, g.shuffled(t, form)); len(d) > 0 {
			t.Fatalf("seed %d differs from itself in another order:\n%s", seed, describe(d))
		}
	}
}

// TestOneOfMany changes one instruction of a program of 500.
func TestOneOfMany(t *testing.T) {
	ref := &normalize.Form{Outcome: capture.Loaded, Programs: []normalize.Program{{
		Name: "p", Outcome: normalize.ProgramLoaded, Default: true, Sent: true, Funcs: []normalize.Func{{Name: "p"}},
	}}}
	for i := range 500 {
		insn := normalize.Insn{Index: i, Text: fmt.Sprintf("r%d = %d", i%10, i%7)}
		ref.Programs[0].Funcs[0].Insns = append(ref.Programs[0].Funcs[0].Insns, insn)
	}
	got := clone(t, ref)
	got.Programs[0].Funcs[0].Insns[250].Text = "r1 = 8"
	want := "silent instructions: prog p insn 250: r0 = 5 → r1 = 8\n"
	if have := describe(Compare(ref, got)); have != want {
		t.Errorf("have\n%swant\n%s", have, want)
	}
}
