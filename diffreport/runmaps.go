package diffreport

import (
	"fmt"
	"slices"
	"strings"

	"difftest/normalize"
)

// unchanged stands for the value of an element that a run left as it was.
const unchanged = "unchanged"

// compareChanges compares what a run changed in maps and sent to user space. A run of elements of one map that differ is
// one difference, named by its first.
func (c *comparer) compareChanges(key runKey, ref, got normalize.Run, retval *finding) {
	var run []entryStep
	var mapp string
	flush := func() {
		if len(run) == 0 {
			return
		}
		refText, gotText := runTexts(run)
		f := c.runDifference(key, "map "+mapp+" ["+run[0].key+"]", refText, gotText)
		f.state = "map " + mapp
		f.follow(retval)
		run = nil
	}
	for _, name := range changedMaps(ref.Changes, got.Changes) {
		mapp = name
		for _, s := range entrySteps(changesOf(ref, name), changesOf(got, name)) {
			part := "map " + name + " [" + s.key + "]"
			switch {
			case slices.Contains(ref.VaryingKeys, part), slices.Contains(got.VaryingKeys, part):
				continue
			case c.varies(key, part, ref, got):
				s = withoutVaryingStep(s)
			}
			c.compared.Bytes += byteCount(s.ref)
			if !s.differs() {
				flush()
				continue
			}
			run = append(run, asChange(s))
		}
		flush()
	}
	for _, part := range union(set(ref.Varies), set(got.Varies)) {
		if strings.HasSuffix(part, " keys") {
			c.varies(key, part, ref, got)
		}
	}
}

func set(list []string) map[string]bool {
	out := map[string]bool{}
	for _, s := range list {
		out[s] = true
	}
	return out
}

// changedMaps lists the maps that have changes on either side, by name.
func changedMaps(lists ...[]normalize.Change) []string {
	var names []string
	for _, list := range lists {
		for _, change := range list {
			names = append(names, change.Map)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func changesOf(r normalize.Run, mapp string) []normalize.Entry {
	var out []normalize.Entry
	for _, change := range r.Changes {
		if change.Map == mapp {
			out = append(out, normalize.Entry{Key: change.Key, Value: change.Value})
		}
	}
	return out
}

// withoutVaryingStep makes what varies on either side the same on both.
func withoutVaryingStep(s entryStep) entryStep {
	if s.inRef && s.inGot && strings.HasPrefix(s.ref, "0x") && strings.HasPrefix(s.got, "0x") {
		s.ref, s.got = withoutVarying(s.ref, s.got)
		return s
	}
	return entryStep{key: s.key, ref: normalize.Varying, got: normalize.Varying, inRef: true, inGot: true}
}

// asChange says of an element that only one side changed that the other did not.
func asChange(s entryStep) entryStep {
	if !s.inRef {
		s.ref, s.inRef = unchanged, true
	}
	if !s.inGot {
		s.got, s.inGot = unchanged, true
	}
	return s
}

// failedChecks says which check of a self-checking program failed, on the sides where one did: such a program returns the
// line of the check. It returns nil if none did.
func (c *comparer) failedChecks(ref, got normalize.Run) *Detail {
	var notes []string
	for _, side := range []struct {
		whose string
		form  *normalize.Form
		run   normalize.Run
	}{{"reference", c.ref, ref}, {"loader", c.got, got}} {
		if place, source, ok := failedCheck(side.form, side.run); ok {
			notes = append(notes, fmt.Sprintf("%s: %s: %s failed", side.whose, place, source))
		}
	}
	if notes == nil {
		return nil
	}
	return &Detail{Note: strings.Join(notes, "; ")}
}

// failedCheck looks the line that a self-checking program returned up in its line_info.
func failedCheck(form *normalize.Form, run normalize.Run) (place, source string, ok bool) {
	i := slices.IndexFunc(form.Programs, func(p normalize.Program) bool { return p.Name == run.Program })
	if i < 0 || !form.Programs[i].SelfChecking || run.Retval == 0 {
		return "", "", false
	}
	for _, fn := range form.Programs[i].Funcs {
		for _, in := range fn.Insns {
			file, line := cutLine(in.Line)
			if line == fmt.Sprint(run.Retval) {
				return file + ":" + line, strings.TrimSuffix(strings.TrimSpace(in.Src), ";"), true
			}
		}
	}
	return "", "", false
}

// cutLine splits "dir/file.c:12:3" into file and line.
func cutLine(place string) (file, line string) {
	rest, _, _ := cutLast(place, ":") // the column
	file, line, _ = cutLast(rest, ":")
	return file, line
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}
