package host

import (
	"fmt"
	"slices"

	"difftest/capture"
)

// reportedClaims wants the answer of a loader without a kernel to name what it reports, and the report to be of the
// object: it has at least as many instructions as the object has for each program.
func reportedClaims(rec *capture.Recording) error {
	load := rec.Loads[0]
	if load.Answer.Outcome != capture.Loaded {
		return fmt.Errorf("the answer is %s: %s", load.Answer.Outcome, load.Answer.Message)
	}
	var programs, maps []string
	for _, p := range load.Reported {
		programs = append(programs, p.Name)
		for _, f := range rec.Object.Facts.Funcs {
			if f.Name == p.Name && len(p.Insns) < len(f.Insns) {
				return fmt.Errorf("it reports %d bytes of instructions of program %s, which has %d", len(p.Insns), p.Name,
					len(f.Insns))
			}
		}
	}
	for _, m := range load.Maps {
		maps = append(maps, m.Name)
	}
	if err := sameNames("programs", load.Answer.Programs, programs); err != nil {
		return err
	}
	return sameNames("maps", load.Answer.Maps, maps)
}

// sameNames returns an error if an answer does not name what is reported.
func sameNames(what string, answer []capture.Named, reported []string) error {
	var named []string
	for _, n := range answer {
		named = append(named, n.Name)
	}
	slices.Sort(named)
	slices.Sort(reported)
	if !slices.Equal(named, reported) {
		return fmt.Errorf("it names %s %q and reports %q", what, named, reported)
	}
	return nil
}
