package diffreport

import (
	"encoding/hex"
	"fmt"
	"strings"

	"difftest/normalize"
)

// maxWholeValue is the longest value, in characters, that a difference quotes whole; of longer ones of equal length it
// quotes the bytes that differ.
const maxWholeValue = 64

// An entryStep is one key of a map on both sides.
type entryStep struct {
	key          string
	ref, got     string
	inRef, inGot bool
}

func (s entryStep) differs() bool { return s.inRef != s.inGot || s.ref != s.got }

// compareContents compares what a map holds. A run of keys that differ is one difference, named by its first.
func (c *comparer) compareContents(m mapPair, report func(string, Kind, Impact, string, string) *finding) {
	if m.ref.Problem != "" || m.got.Problem != "" {
		if (m.ref.Problem == "") != (m.got.Problem == "") {
			report("contents", KindContents, c.objectImpact(), problemText(m.ref), problemText(m.got))
		}
		return
	}
	var run []entryStep
	flush := func() {
		if len(run) > 0 {
			ref, got := runTexts(run)
			report("["+run[0].key+"]", KindContents, c.objectImpact(), ref, got)
			run = nil
		}
	}
	for _, s := range entrySteps(m.ref.Entries, m.got.Entries) {
		c.compared.Bytes += byteCount(s.ref)
		if s.differs() {
			run = append(run, s)
			continue
		}
		flush()
	}
	flush()
}

func problemText(m *normalize.Map) string {
	if m.Problem == "" {
		return "known"
	}
	return "not known: " + m.Problem
}

// entrySteps walks through the entries of both sides, each key once, in the order of the reference's keys with those
// that only the loader has in between.
func entrySteps(refs, gots []normalize.Entry) []entryStep {
	refKeys, gotKeys := numberedKeys(refs), numberedKeys(gots)
	inRef, inGot := indexOf(refKeys), indexOf(gotKeys)
	var steps []entryStep
	g := 0
	onlyGot := func(until int) {
		for ; g < until; g++ {
			if _, ok := inRef[gotKeys[g]]; !ok {
				steps = append(steps, entryStep{key: gotKeys[g], got: gots[g].Value, inGot: true})
			}
		}
	}
	for r, key := range refKeys {
		s := entryStep{key: key, ref: refs[r].Value, inRef: true}
		if i, ok := inGot[key]; ok {
			onlyGot(i)
			s.got, s.inGot = gots[i].Value, true
		}
		steps = append(steps, s)
	}
	onlyGot(len(gots))
	return steps
}

// numberedKeys returns the keys of entries, made unique.
func numberedKeys(entries []normalize.Entry) []string {
	seen := map[string]int{}
	keys := make([]string, len(entries))
	for i, e := range entries {
		keys[i] = nth(e.Key, seen)
	}
	return keys
}

func indexOf(keys []string) map[string]int {
	index := make(map[string]int, len(keys))
	for i, k := range keys {
		index[k] = i
	}
	return index
}

// runTexts writes a run of keys: the values alone if it is one key, else a line for each.
func runTexts(run []entryStep) (ref, got string) {
	if len(run) == 1 {
		return valueTexts(run[0])
	}
	var refs, gots []string
	for _, s := range run {
		r, g := valueTexts(s)
		refs, gots = append(refs, "["+s.key+"] "+r), append(gots, "["+s.key+"] "+g)
	}
	return strings.Join(refs, "\n"), strings.Join(gots, "\n")
}

// valueTexts quotes both values of s, or what differs of them if they are long.
func valueTexts(s entryStep) (ref, got string) {
	switch {
	case !s.inRef:
		return absent, s.got
	case !s.inGot:
		return s.ref, absent
	case len(s.ref) > maxWholeValue && len(s.ref) == len(s.got):
		return differingBytes(s.ref, s.got)
	}
	return s.ref, s.got
}

// differingBytes quotes the ranges of two values of equal length, written in hex, that differ. Values that are not hex
// are quoted whole.
func differingBytes(ref, got string) (string, string) {
	r, err1 := hex.DecodeString(strings.ReplaceAll(ref, normalize.Varying, "00"))
	g, err2 := hex.DecodeString(strings.ReplaceAll(got, normalize.Varying, "00"))
	if err1 != nil || err2 != nil {
		return ref, got
	}
	var refs, gots []string
	for i := 0; i < len(r); i++ {
		if r[i] == g[i] {
			continue
		}
		from := i
		for i < len(r) && r[i] != g[i] {
			i++
		}
		refs = append(refs, fmt.Sprintf("byte %d: %x", from, r[from:i]))
		gots = append(gots, fmt.Sprintf("byte %d: %x", from, g[from:i]))
	}
	return strings.Join(refs, ", "), strings.Join(gots, ", ")
}

// byteCount is how many bytes a value stands for: those written in hex, else none. Bytes that vary do not count.
func byteCount(value string) int {
	value = strings.ReplaceAll(strings.TrimPrefix(value, "0x"), normalize.Varying, "")
	if len(value)%2 != 0 || strings.Trim(value, "0123456789abcdef") != "" {
		return 0
	}
	return len(value) / 2
}
