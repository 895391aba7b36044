package normalize

import (
	"encoding/binary"
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

// withoutVarying takes what varied between the repeats of a run out of its canonical form.
func (c *canon) withoutVarying(run *Run, rounds []map[runName]Run) {
	if !c.on(varyingRuns) || run.Status == capture.RunNotMade {
		return
	}
	first := *run
	first.Changes = slices.Clone(run.Changes)
	for _, round := range rounds {
		again, ok := round[runName{run.Program, run.Input}]
		if !ok || again.Status == capture.RunNotMade {
			continue
		}
		if again.Status != first.Status || again.Errno != first.Errno {
			*run = Run{Program: run.Program, Load: run.Load, Input: run.Input, Varies: []string{VariesStatus}}
			break
		}
		if again.Retval != first.Retval {
			run.vary(VariesRetval)
			run.Retval = 0
		}
		if again.DataOut != first.DataOut {
			run.vary(VariesData)
			run.DataOut = c.withoutBytes(run.DataOut, first.DataOut, again.DataOut)
		}
		if again.CtxOut != first.CtxOut {
			run.vary(VariesContext)
			run.CtxOut = c.withoutBytes(run.CtxOut, first.CtxOut, again.CtxOut)
		}
		c.withoutChanges(run, first.Changes, again.Changes)
	}
	// An element that not all change is told by its map alone, whichever of them is the first.
	run.Varies = slices.DeleteFunc(run.Varies, func(part string) bool { return slices.Contains(run.VaryingKeys, part) })
	if len(run.Varies) > 0 {
		c.fired[varyingRuns.Name] += len(run.Varies)
	}
}

// withoutChanges takes out what is not the same in the changes of a repeat: values of one key byte by byte, and keys
// that only one of both has.
func (c *canon) withoutChanges(r *Run, first, again []Change) {
	before, now := byPart(first), byPart(again)
	for part, value := range before {
		other, ok := now[part]
		if ok && other == value {
			continue
		}
		i := slices.IndexFunc(r.Changes, func(o Change) bool { return o.Part() == part })
		if i < 0 { // taken out already
			continue
		}
		if ok {
			r.vary(part)
		}
		switch {
		case !ok:
			r.varyKey(r.Changes[i])
			r.Changes = slices.Delete(r.Changes, i, i+1)
		case strings.HasPrefix(value, "0x") && strings.HasPrefix(other, "0x"):
			r.Changes[i].Value = c.withoutBytes(r.Changes[i].Value, value, other)
		default: // numbers
			r.Changes[i].Value = Varying
		}
	}
	for _, change := range again {
		if _, ok := before[change.Part()]; !ok {
			r.varyKey(change)
		}
	}
}

// varyKey takes note that not all repeats change an element.
func (r *Run) varyKey(c Change) {
	r.vary("map " + c.Map + " keys")
	if part := c.Part(); !slices.Contains(r.VaryingKeys, part) {
		r.VaryingKeys = append(r.VaryingKeys, part)
	}
}

func byPart(changes []Change) map[string]string {
	out := make(map[string]string, len(changes))
	for _, c := range changes {
		out[c.Part()] = c.Value
	}
	return out
}

// vary takes note that a part varies.
func (r *Run) vary(part string) {
	if !slices.Contains(r.Varies, part) {
		r.Varies = append(r.Varies, part)
		slices.Sort(r.Varies)
	}
}

// withoutBytes puts Varying for the bytes that differ between the hex texts a and b into text, which is made of a. Of a
// kernel address no byte is left: one that is by chance the same in a few repeats says no more than the others.
func (c *canon) withoutBytes(text, a, b string) string {
	if len(a) != len(b) || len(text) != len(a) || len(a)%2 != 0 {
		return Varying
	}
	start := len(a) - len(strings.TrimPrefix(a, "0x"))
	out := []byte(text)
	for i := start; i < len(a); i += 2 {
		if a[i:i+2] == b[i:i+2] {
			continue
		}
		copy(out[i:], Varying)
		if word := i - (i-start)%addressDigits; c.isAddress(a, word) && c.isAddress(b, word) {
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
	if c.order == binary.ByteOrder(binary.BigEndian) {
		return text[at:at+4] == "ffff"
	}
	return text[at+addressDigits-4:at+addressDigits] == "ffff"
}
