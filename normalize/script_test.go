package normalize_test

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"difftest/capture"
	"difftest/object"
	"difftest/uapi"
)

// A script makes a recording from text. Each line is a directive; lines that are indented belong to the one before.
//
//	object PATH                        the object; a recording without facts starts with "unknown PATH"
//	mapvars NAME...                    variables in .maps
//	sections NAME...                   section names
//	data NAME SIZE                     a data section
//	func NAME SECTION                  a function of the object, its instructions below
//	kernel-type OBJECT ID KIND NAME    a type of kernel BTF
//	load [PROGRAM...]                  begins a load
//	loaded | rejected CALL ERRNO       its answer; below "prog NAME ID" and "map NAME ID"
//	btf ID [errno=N]                   BPF_BTF_LOAD, its types below
//	map ID KEY=VALUE...                BPF_MAP_CREATE
//	prog ID KEY=VALUE...               BPF_PROG_LOAD, its descriptors and instructions below
//	update MAP KIND:ID [errno=N]       BPF_MAP_UPDATE_ELEM
//	freeze MAP [errno=N]               BPF_MAP_FREEZE
//	get PATH ID|errno=N                BPF_OBJ_GET
//	bind PROG MAP                      BPF_PROG_BIND_MAP
//	own | outside                      marks the call before
//	state MAP [frozen]                 what a map held; below "KEY VALUE" in hex
//	pin PATH MAP                       a pin
//	run PROGRAM INPUT RETVAL HEX       a test run; below it, among others, "unreported PART..."
//	without-kernel                     the loader has none
//	reported PROGRAM TYPE [refused]    a program that it tells of, its instructions and "at SLOT NAME" for subprograms below
type script struct {
	t    testing.TB
	rec  *capture.Recording
	btfs map[uint32]*types
}

// recording makes the recording that a text describes.
func recording(t testing.TB, text string) *capture.Recording {
	t.Helper()
	s := &script{t: t, btfs: map[uint32]*types{}, rec: &capture.Recording{
		Format: capture.FormatVersion,
		Target: capture.Target{Kernel: "6.18.44", Arch: "amd64", CPUs: 2},
	}}
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		words := strings.Fields(lines[i])
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		var body []string
		for i+1 < len(lines) && strings.HasPrefix(lines[i+1], " ") {
			i++
			body = append(body, strings.TrimSpace(lines[i]))
		}
		s.directive(words[0], words[1:], body)
	}
	return s.rec
}

func (s *script) fatalf(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("script: "+format, args...)
}

func (s *script) directive(word string, args, body []string) {
	switch word {
	case "object", "unknown":
		s.rec.Object.Path = args[0]
		if word == "object" {
			s.rec.Object.Facts = &object.Facts{HasBTF: true}
		}
	case "mapvars":
		s.rec.Object.Facts.MapVars = args
	case "sections":
		s.rec.Object.Facts.Sections = args
	case "data":
		s.rec.Object.Facts.Data = append(s.rec.Object.Facts.Data, s.data(args, body))
	case "func":
		s.function(args, body)
	case "kernel-type":
		s.rec.KernelTypes = append(s.rec.KernelTypes, capture.KernelType{
			Object: s.num(args[0]), ID: s.num(args[1]), Kind: args[2], Name: args[3],
		})
	case "load":
		s.rec.Loads = append(s.rec.Loads, capture.Load{Programs: args})
	case "loaded", "rejected":
		s.answer(word, args, body)
	case "state":
		s.state(args, body)
	case "pin":
		l := s.load()
		l.Pins = append(l.Pins, capture.Pin{Path: args[0], Kind: capture.KindMap, ID: s.num(args[1])})
	case "run", "died":
		s.run(word, args, body)
	case "without-kernel":
		s.rec.Loader.WithoutKernel = true
	case "reported":
		s.reported(args, body)
	case "input":
		s.rec.Inputs = append(s.rec.Inputs, capture.Input{Name: args[0], Data: s.hex(args[1]), Ctx: s.hex(args[2])})
	case "again":
		s.rec.Again = append(s.rec.Again, nil)
	default:
		s.call(word, args, body)
	}
}

// data reads a data section with its variables: name, offset, size, and "number" or "signed".
func (s *script) data(args, body []string) object.Data {
	d := object.Data{Section: args[0], Size: uint64(s.num(args[1]))}
	for _, line := range body {
		words := append(strings.Fields(line), "")
		v := object.Var{Name: words[0], Offset: uint64(s.num(words[1])), Size: uint64(s.num(words[2]))}
		v.Number, v.Signed = words[3] != "", words[3] == "signed"
		d.Vars = append(d.Vars, v)
	}
	return d
}

// run reads a test run: of the last repeat, if there is one. Below it stand the context and what changed in maps.
func (s *script) run(word string, args, body []string) {
	run := capture.Run{Program: args[0], Input: args[1], Status: capture.RunDied}
	if word == "run" {
		run.Status, run.Retval, run.DataOut = capture.RunDone, s.num(args[2]), s.hex(strings.Join(args[3:], ""))
	}
	for _, line := range body {
		words := strings.Fields(line)
		switch words[0] {
		case "ctx":
			run.CtxOut = s.hex(words[1])
		case "unreported":
			for _, part := range words[1:] {
				run.Unreported = append(run.Unreported, capture.RunPart(part))
			}
		case "gone":
			run.Changes = append(run.Changes, capture.Change{Map: words[1], Key: s.hex(words[2]), Gone: true})
		default:
			run.Changes = append(run.Changes, capture.Change{Map: words[0], Key: s.hex(words[1]), Value: s.hex(words[2])})
		}
	}
	if n := len(s.rec.Again); n > 0 {
		s.rec.Again[n-1] = append(s.rec.Again[n-1], run)
		return
	}
	s.rec.Runs = append(s.rec.Runs, run)
}

func (s *script) load() *capture.Load {
	if len(s.rec.Loads) == 0 {
		s.rec.Loads = append(s.rec.Loads, capture.Load{})
	}
	return &s.rec.Loads[len(s.rec.Loads)-1]
}

func (s *script) num(text string) uint32 {
	n, err := strconv.ParseInt(text, 0, 64)
	if err != nil {
		s.fatalf("number %q", text)
	}
	return uint32(n)
}

func (s *script) hex(text string) []byte {
	b, err := hex.DecodeString(text)
	if err != nil {
		s.fatalf("hex %q", text)
	}
	return b
}

// function reads a function of the object. Behind ";" stands what relocates an instruction: "reloc SYMBOL" or
// "core KIND TYPE".
func (s *script) function(args, body []string) {
	f := object.Func{Name: args[0], Section: args[1], Global: true}
	facts := s.rec.Object.Facts
	a := newAssembler(s)
	for _, line := range body {
		text, note, _ := strings.Cut(line, ";")
		slot := a.slot()
		a.line(text)
		switch words := strings.Fields(note); {
		case len(words) == 0:
		case words[0] == "reloc":
			f.Relocs = append(f.Relocs, object.Reloc{Insn: slot, Type: 1, Symbol: words[1]})
		case words[0] == "core":
			facts.CORE = append(facts.CORE, object.CORERelo{
				Func: f.Name, Insn: slot, Kind: s.num(words[1]), Type: strings.Join(words[2:], " "), Access: "0",
			})
		}
	}
	f.Insns = a.code
	facts.Funcs = append(facts.Funcs, f)
}

func (s *script) answer(word string, args, body []string) {
	a := capture.Answer{Outcome: capture.Outcome(word)}
	if word == "rejected" {
		a.Call, a.Errno = args[0], int(s.num(args[1]))
	}
	for _, line := range body {
		words := strings.Fields(line)
		n := capture.Named{Name: words[1], ID: s.num(words[2])}
		if words[0] == "prog" {
			a.Programs = append(a.Programs, n)
		} else {
			a.Maps = append(a.Maps, n)
		}
	}
	s.load().Answer = a
}

// reported reads a program that a loader without a kernel tells of.
func (s *script) reported(args, body []string) {
	p := capture.ReportedProgram{Name: args[0], Type: s.progType(args[1]), Functions: map[int]string{}}
	p.Refusal = strings.Join(args[2:], " ")
	a := newAssembler(s)
	for _, line := range body {
		if words := strings.Fields(line); words[0] == "at" {
			p.Functions[int(s.num(words[1]))] = words[2]
			continue
		}
		a.line(line)
	}
	p.Insns = a.code
	l := s.load()
	l.Reported = append(l.Reported, p)
}

func (s *script) state(args, body []string) {
	m := capture.MapState{ID: s.num(args[0]), Frozen: len(args) > 1 && args[1] == "frozen"}
	for _, line := range body {
		words := strings.Fields(line)
		switch words[0] {
		case "problem":
			m.Problem = strings.Join(words[1:], " ")
		case "called":
			m.Name = words[1]
		case "info":
			m.Info = s.mapInfo(keyed(words[1:]))
		default:
			m.Entries = append(m.Entries, capture.Entry{Key: s.hex(words[0]), Value: s.hex(words[1])})
		}
	}
	l := s.load()
	l.Maps = append(l.Maps, m)
}

func (s *script) mapInfo(k map[string]string) uapi.MapInfo {
	return uapi.MapInfo{
		Type: s.mapType(k["type"]), KeySize: s.num(k["key"]), ValueSize: s.num(k["value"]),
		MaxEntries: s.num(k["entries"]), MapFlags: uapi.MapFlags(s.num(k["flags"])), Name: uapi.NewObjName(k["name"]),
	}
}

func (s *script) mapType(name string) uapi.MapType {
	for t := uapi.MapType(0); t < 64; t++ {
		if t.String() == "BPF_MAP_TYPE_"+strings.ToUpper(name) {
			return t
		}
	}
	s.fatalf("map type %q", name)
	return 0
}

func (s *script) progType(name string) uapi.ProgType {
	for t := uapi.ProgType(0); t < 64; t++ {
		if t.String() == "BPF_PROG_TYPE_"+strings.ToUpper(name) {
			return t
		}
	}
	s.fatalf("program type %q", name)
	return 0
}

// keyed reads words of the form KEY=VALUE. Values that are not given are "0" if they are numbers.
func keyed(words []string) map[string]string {
	k := map[string]string{}
	for _, number := range strings.Fields("key value entries flags extra numa errno inner attach attach_btf log device") {
		k[number] = "0"
	}
	for _, w := range words {
		key, value, _ := strings.Cut(w, "=")
		k[key] = value
	}
	return k
}

// where is the place of instruction slot n in Call.FDs.
func where(n int) string { return fmt.Sprintf("insns[%d]", n) }
