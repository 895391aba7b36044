package host

import (
	"fmt"
	"slices"

	"difftest/capture"
	"difftest/capture/progrun"
	"difftest/diffreport"
)

// maxShrunk is how many inputs of a sequence are made smaller, each with some hundred tries.
const maxShrunk = 4

// settle makes the least that separates the sides of the inputs that were tried, of which the last did: that alone, if it
// does alone, else it and as few as possible before it. It adds the runs to the recordings.
func (s *pairSearch) settle(name string, method *progrun.Method, history []tried) bool {
	last := history[len(history)-1]
	if s.separates(name, []capture.Input{last.in}, 2) {
		least := method.Shrink(last.in, last.base, func(in capture.Input) bool {
			return s.separates(name, []capture.Input{in}, 1)
		})
		return s.keep(name, []capture.Input{least})
	}
	return s.settleSequence(name, method, slices.Clone(history))
}

// settleSequence makes the least of inputs of which the last separates the sides after the others.
func (s *pairSearch) settleSequence(name string, method *progrun.Method, list []tried) bool {
	separates := func(list []tried, rounds int) bool { return s.separates(name, inputsOf(list), rounds) }
	if !separates(list, 2) {
		return false
	}
	for size := (len(list) - 1) / 2; size > 0; size /= 2 {
		for from := 0; from+size < len(list); {
			if without := slices.Delete(slices.Clone(list), from, from+size); separates(without, 1) {
				list = without
			} else {
				from += size
			}
		}
	}
	if len(list) <= maxShrunk {
		for i := range list {
			list[i].in = method.Shrink(list[i].in, list[i].base, func(in capture.Input) bool {
				other := slices.Clone(list)
				other[i].in = in
				return separates(other, 1)
			})
		}
	}
	return s.keep(name, inputsOf(list))
}

func inputsOf(list []tried) []capture.Input {
	inputs := make([]capture.Input, len(list))
	for i := range list {
		inputs[i] = list[i].in
	}
	return inputs
}

// separates reports whether the last of some inputs separates the sides when they are run on maps as they are after the
// load, the same in each of several rounds.
func (s *pairSearch) separates(name string, inputs []capture.Input, rounds int) bool {
	var first [2][]capture.Run
	for round := range rounds {
		runs, ok := s.freshRuns(name, inputs)
		if !ok || sameRun(runs[0][len(inputs)-1], runs[1][len(inputs)-1]) {
			return false
		}
		if round == 0 {
			first = runs
		}
		for i := range runs {
			if !slices.EqualFunc(first[i], runs[i], sameRun) {
				return false
			}
		}
	}
	return true
}

// keep adds the runs on inputs to both recordings, if the difference is one by the rules too.
func (s *pairSearch) keep(name string, inputs []capture.Input) bool {
	runs, ok := s.freshRuns(name, inputs)
	if !ok {
		return false
	}
	var recs [2]capture.Recording
	for side := range recs {
		rec := *s.sides[side].record
		rec.Runs, rec.Inputs = slices.Clone(rec.Runs), slices.Clone(rec.Inputs)
		for i, in := range inputs {
			in.Name = fmt.Sprintf("%s%d", diffreport.SearchInput, s.names+i+1)
			run := runs[side][i]
			run.Input, run.Anew = in.Name, i == 0
			rec.Inputs, rec.Runs = append(rec.Inputs, in), append(rec.Runs, run)
		}
		recs[side] = rec
	}
	for _, p := range s.judge(&recs[0], &recs[1]).Programs {
		if p.Name == name && p.Run == diffreport.RunDiffers {
			s.names += len(inputs)
			*s.out.ref, *s.out.got = recs[0], recs[1]
			return true
		}
	}
	return false
}
