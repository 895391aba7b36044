package normalize

import (
	"fmt"

	"difftest/insn"
)

var jumpDistances = Rule{
	Name:    "jump-distances",
	Erases:  "over how many slots a jump within a function goes",
	Because: "it follows from the place that it goes to, which has a label",
	Source:  "https://www.rfc-editor.org/rfc/rfc9669.html#section-4.3",
	Keeps:   "the place; a jump out of its function or into the middle of an instruction; that the jump is long (gotol)",
}

// labels numbers the places that jumps of the function go to, in their order.
func (p *prog) labels(f *function) map[int]string {
	if !p.on(jumpDistances) {
		return nil
	}
	goal := map[int]bool{}
	for _, i := range f.insns {
		if distance, ok := i.Jump(); ok {
			goal[i.Slot+i.Slots()+distance] = true
		}
	}
	labels := map[int]string{}
	for _, i := range f.insns {
		if goal[i.Slot] {
			labels[i.Slot] = fmt.Sprintf("L%d", len(labels)+1)
		}
	}
	return labels
}

// jump replaces the distance of a jump by its label.
func (p *prog) jump(v *value, i insn.Insn, labels map[int]string) {
	distance, ok := i.Jump()
	if !ok {
		return
	}
	if label := labels[i.Slot+i.Slots()+distance]; label != "" {
		p.apply(v, jumpDistances, i.Symbolic(label))
	}
}
