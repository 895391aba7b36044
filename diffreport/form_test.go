package diffreport

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"difftest/capture"
	"difftest/normalize"
)

// parseForm reads a canonical form from the notation of the examples:
//
//	outcome rejected at program EACCES: the loader's words
//	without-kernel
//	prog NAME loaded|refused|not-loaded [errno=13] [optional] [unsent] [told=FIELD,...]
//	  FIELD = VALUE
//	  func NAME
//	    info FIELD = VALUE
//	    L1: r0 = 0    ; file.c:12: source text
//	map NAME [refused] [reused] [ambiguous] [told=FIELD,...]
//	  FIELD = VALUE
//	  [KEY] VALUE
//	  problem WORDS
//	run PROGRAM INPUT STATUS [retval=1] [errno=22] [data=00ff] [unreported=PART,...]
//
// "TEXT <= RAW by rule-a,rule-b" says what a value was before rules.
func parseForm(t testing.TB, text string) *normalize.Form {
	t.Helper()
	p := formParser{form: &normalize.Form{Outcome: capture.Loaded}}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := p.line(line); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
	}
	return p.form
}

type formParser struct {
	form *normalize.Form
	prog *normalize.Program
	fn   *normalize.Func
	mapp *normalize.Map
	slot int
}

func (p *formParser) line(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	switch {
	case word == "without-kernel":
		p.form.WithoutKernel = true
	case word == "outcome":
		return p.outcome(rest)
	case word == "prog":
		return p.program(strings.Fields(rest))
	case word == "func" && p.prog != nil:
		p.prog.Funcs = append(p.prog.Funcs, normalize.Func{Name: rest})
		p.fn, p.slot = &p.prog.Funcs[len(p.prog.Funcs)-1], 0
	case word == "map":
		return p.newMap(strings.Fields(rest))
	case word == "run":
		return p.run(strings.Fields(rest))
	case word == "change":
		return p.change(rest)
	case word == "info" && p.fn != nil:
		return p.field(&p.fn.Info, rest)
	case p.fn != nil:
		p.insn(line)
	case p.prog != nil:
		return p.field(&p.prog.Attrs, line)
	case word == "problem":
		p.mapp.Problem = rest
	case p.mapp != nil && strings.HasPrefix(word, "["):
		key, value, _ := strings.Cut(line[1:], "] ")
		p.mapp.Entries = append(p.mapp.Entries, normalize.Entry{Key: key, Value: value})
	case p.mapp != nil:
		return p.field(&p.mapp.Spec, line)
	default:
		return fmt.Errorf("out of place")
	}
	return nil
}

func (p *formParser) outcome(rest string) error {
	rest, p.form.Message, _ = strings.Cut(rest, ": ")
	words := strings.Fields(rest)
	p.form.Outcome = capture.Outcome(words[0])
	if len(words) >= 3 {
		p.form.Stage = normalize.Stage(words[2])
	}
	if len(words) >= 4 {
		for n := range 5000 {
			if normalize.ErrnoName(n) == words[3] {
				p.form.Errno = n
			}
		}
	}
	return nil
}

func (p *formParser) program(words []string) error {
	prog := normalize.Program{Name: words[0], Outcome: normalize.ProgramOutcome(words[1]), Default: true, Sent: true}
	if prog.Outcome == normalize.ProgramNotLoaded {
		prog.Default, prog.Sent = false, false
	}
	for _, word := range words[2:] {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "errno":
			n, err := strconv.Atoi(value)
			if err != nil {
				return err
			}
			prog.Errno = n
		case "optional":
			prog.Default = false
		case "unsent":
			prog.Sent = false
		case "checks":
			prog.SelfChecking = true
		case "told":
			prog.Told = strings.Split(value, ",")
		default:
			return fmt.Errorf("unknown word %q", word)
		}
	}
	p.form.Programs = append(p.form.Programs, prog)
	p.prog, p.fn, p.mapp = &p.form.Programs[len(p.form.Programs)-1], nil, nil
	return nil
}

func (p *formParser) newMap(words []string) error {
	m := normalize.Map{Name: words[0], Created: true}
	for _, word := range words[1:] {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "told":
			m.Told = strings.Split(value, ",")
		case "refused":
			m.Created, m.Errno = false, 22
		case "reused":
			m.Created = false
		case "ambiguous":
			m.Ambiguous = true
		default:
			return fmt.Errorf("unknown word %q", word)
		}
	}
	p.form.Maps = append(p.form.Maps, m)
	p.mapp, p.prog, p.fn = &p.form.Maps[len(p.form.Maps)-1], nil, nil
	return nil
}

func (p *formParser) field(fields *[]normalize.Field, line string) error {
	name, value, ok := strings.Cut(line, " = ")
	if !ok {
		return fmt.Errorf("no field")
	}
	value, raw, rules := cutRaw(value)
	*fields = append(*fields, normalize.Field{Name: name, Value: value, Raw: raw, Rules: rules})
	return nil
}

// cutRaw splits "VALUE <= RAW by RULES".
func cutRaw(text string) (value, raw string, rules []string) {
	value, rest, ok := strings.Cut(text, " <= ")
	if !ok {
		return text, "", nil
	}
	raw, names, _ := strings.Cut(rest, " by ")
	return value, raw, strings.Split(names, ",")
}

func (p *formParser) insn(line string) {
	in := normalize.Insn{Index: p.slot}
	text, comment, hasLine := strings.Cut(line, " ; ")
	text = strings.TrimSpace(text)
	if label, rest, ok := strings.Cut(text, ": "); ok && strings.HasPrefix(label, "L") {
		in.Label, text = label, rest
	}
	if hasLine {
		file, rest, _ := strings.Cut(comment, ":")
		number, src, _ := strings.Cut(rest, ": ")
		in.Line, in.Src = file+":"+number, src
	}
	in.Text, in.Raw, in.Rules = cutRaw(text)
	p.fn.Insns = append(p.fn.Insns, in)
	p.slot++
	if strings.HasSuffix(in.Text, " ll") {
		p.slot++
	}
}

// change is what the last run changed: "change MAP [KEY] VALUE". A value "varies" is a key that not all repeats changed.
func (p *formParser) change(rest string) error {
	if len(p.form.Runs) == 0 {
		return fmt.Errorf("no run")
	}
	run := &p.form.Runs[len(p.form.Runs)-1]
	name, rest, _ := strings.Cut(rest, " [")
	key, value, ok := strings.Cut(rest, "] ")
	if !ok {
		return fmt.Errorf("no key")
	}
	change := normalize.Change{Map: name, Key: key, Value: value}
	switch {
	case value == "varies":
		run.VaryingKeys = append(run.VaryingKeys, change.Part())
		run.Varies = append(run.Varies, "map "+name+" keys")
	default:
		if strings.Contains(value, normalize.Varying) {
			run.Varies = append(run.Varies, change.Part())
		}
		run.Changes = append(run.Changes, change)
	}
	return nil
}

func (p *formParser) run(words []string) error {
	run := normalize.Run{Program: words[0], Input: words[1], Status: capture.RunStatus(words[2])}
	for _, word := range words[3:] {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "data":
			run.DataOut = value
			continue
		case "ctx":
			run.CtxOut = value
			continue
		case "in":
			run.DataIn = value
			continue
		case "varies":
			run.Varies = strings.Split(value, ",")
			continue
		case "unreported":
			for part := range strings.SplitSeq(value, ",") {
				run.Unreported = append(run.Unreported, capture.RunPart(part))
			}
			continue
		}
		n, err := strconv.Atoi(value)
		if err != nil {
			return err
		}
		switch name {
		case "load":
			run.Load = n
		case "retval":
			run.Retval = uint32(n)
		case "errno":
			run.Errno = n
		}
	}
	p.form.Runs = append(p.form.Runs, run)
	return nil
}
