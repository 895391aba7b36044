package normalize

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"difftest/capture"
)

var varyingRuns = Rule{
	Name: "varying-runs",
	Erases: "the parts of a test run's result that were not the same when the same loader had loaded the same object " +
		"again",
	Because: "a program may return the time, a random number, an address, or what lay on its stack before: that says " +
		"nothing of its loader",
	Source: "https://github.com/torvalds/linux/commit/6715df8d5d24655b9fd368e904028112b54c7de1 " +
		"(bpf: Allow reads from uninit stack)",
	Keeps: "the other parts of the result, byte by byte; a result that is the same each time; one that nobody repeated",
}

// The parts of a run that can vary, as in Run.Varies, beside those of Change.Part.
const (
	VariesStatus  = "status" // how it ended, or with which errno
	VariesRetval  = "retval"
	VariesData    = "data"
	VariesContext = "context"
)

// Varying stands in the hex of a Run in the place of the two digits of a byte that varies; alone, it stands for data
// whose length does, or a value that is no hex.
const Varying = "??"

// withoutVarying takes what varied between the repeats of a run out of its canonical form. All repeats are looked at
// together, so that the form does not depend on which of them is the first.
func (c *canon) withoutVarying(run *Run, rounds []map[runName]Run) {
	if !c.on(varyingRuns) || run.Status == capture.RunNotMade {
		return
	}
	all := []Run{*run}
	for _, round := range rounds {
		again, ok := round[runName{run.Program, run.Input}]
		if ok && again.Status != capture.RunNotMade {
			all = append(all, again)
		}
	}
	if varies(all, func(r Run) string { return fmt.Sprint(r.Status, r.Errno) }) {
		*run = Run{Program: run.Program, Load: run.Load, Input: run.Input, Varies: []string{VariesStatus}}
	} else if len(all) > 1 {
		c.withoutVaryingParts(run, all)
	}
	if len(run.Varies) > 0 {
		slices.Sort(run.Varies)
		c.fired[varyingRuns.Name] += len(run.Varies)
	}
}

func (c *canon) withoutVaryingParts(run *Run, all []Run) {
	if varies(all, func(r Run) string { return fmt.Sprint(r.Retval) }) {
		run.Varies = append(run.Varies, VariesRetval)
		run.Retval = 0
	}
	for _, out := range []struct {
		part string
		text *string
		of   func(Run) string
	}{
		{VariesData, &run.DataOut, func(r Run) string { return r.DataOut }},
		{VariesContext, &run.CtxOut, func(r Run) string { return r.CtxOut }},
	} {
		if varies(all, out.of) {
			run.Varies = append(run.Varies, out.part)
			*out.text = c.common(texts(all, out.of))
		}
	}
	c.withoutVaryingChanges(run, all)
}

// withoutVaryingChanges takes out what is not the same in the changes: values of one key byte by byte, and keys that
// not all have.
func (c *canon) withoutVaryingChanges(run *Run, all []Run) {
	values := map[string][]string{} // by part
	maps := map[string]string{}     // likewise
	for _, r := range all {
		for _, change := range r.Changes {
			values[change.Part()] = append(values[change.Part()], change.Value)
			maps[change.Part()] = change.Map
		}
	}
	for part, list := range values {
		keys := "map " + maps[part] + " keys"
		switch {
		case len(list) < len(all):
			run.VaryingKeys = append(run.VaryingKeys, part)
			if !slices.Contains(run.Varies, keys) {
				run.Varies = append(run.Varies, keys)
			}
		case !alike(list):
			run.Varies = append(run.Varies, part)
		}
	}
	var kept []Change
	for _, change := range run.Changes {
		list := values[change.Part()]
		switch {
		case len(list) < len(all):
			continue
		case slices.ContainsFunc(list, func(s string) bool { return !strings.HasPrefix(s, "0x") }) && !alike(list):
			change.Value = Varying // numbers, and elements that are gone
		case !alike(list):
			change.Value = c.common(list)
		}
		kept = append(kept, change)
	}
	run.Changes = kept
	slices.Sort(run.VaryingKeys)
}

// texts is one part of all runs.
func texts(all []Run, of func(Run) string) []string {
	var out []string
	for _, r := range all {
		out = append(out, of(r))
	}
	return out
}

func varies(all []Run, of func(Run) string) bool { return !alike(texts(all, of)) }

func alike(list []string) bool {
	return !slices.ContainsFunc(list, func(s string) bool { return s != list[0] })
}

// common is what texts in hex have in common: the bytes that are not the same in all are Varying. Of a kernel address
// no byte is left: one that is by chance the same in a few repeats says no more than the others. Texts of unlike
// lengths have nothing in common.
func (c *canon) common(list []string) string {
	out := []byte(list[0])
	if slices.ContainsFunc(list, func(s string) bool { return len(s) != len(out) }) || len(out)%2 != 0 {
		return Varying
	}
	start := len(out) - len(strings.TrimPrefix(list[0], "0x"))
	for i := start; i < len(out); i += 2 {
		if !slices.ContainsFunc(list, func(s string) bool { return s[i:i+2] != list[0][i:i+2] }) {
			continue
		}
		copy(out[i:], Varying)
		word := i - (i-start)%addressDigits
		if !slices.ContainsFunc(list, func(s string) bool { return !c.isAddress(s, word) }) {
			copy(out[word:], strings.Repeat(Varying, addressDigits/2))
		}
	}
	return string(out)
}

// addressDigits is the length of an address in hex.
const addressDigits = 16

// isAddress reports whether the 8 bytes at a place of a hex text look like an address in the kernel's half.
func (c *canon) isAddress(text string, at int) bool {
	if at+addressDigits > len(text) {
		return false
	}
	word := text[at : at+addressDigits]
	if c.order == binary.ByteOrder(binary.BigEndian) {
		return strings.HasPrefix(word, "ffff") && strings.Trim(word, "f") != ""
	}
	return strings.HasSuffix(word, "ffff") && strings.Trim(word, "f") != ""
}
