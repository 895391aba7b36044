package host

import (
	"slices"
	"strings"

	"difftest/btf"
	"difftest/diffreport"
	"difftest/insn"
	"difftest/uapi"
)

// A progEdit changes the attribute of a program's load. sent reports of a program whether there is anything to change.
type progEdit struct {
	name   string // of the field in the report
	kind   diffreport.Kind
	impact diffreport.Impact
	is     func(*sentProg) bool // nil: any program
	change func(*sentProg, *flight, *uapi.ProgLoadAttr)
	erased string // the rule by which it means nothing
}

func progFaults(edits []progEdit) []fault {
	var out []fault
	for _, e := range edits {
		out = append(out, fault{"program's " + e.name, e.kind, e.impact, func(s *sample) []place {
			var places []place
			for _, p := range s.progs {
				if e.is == nil || e.is(p) {
					change := func(f *flight, attr *uapi.ProgLoadAttr) { e.change(p, f, attr); f.send() }
					at := "prog " + p.name + " " + e.name
					places = append(places, place{at: at, change: inProg(p, change), erased: e.erased})
				}
			}
			return places
		}})
	}
	return out
}

// progAttr is an edit of an attribute that decides what the program does.
func progAttr(name string, change func(*sentProg, *flight, *uapi.ProgLoadAttr)) progEdit {
	return progEdit{name: name, kind: diffreport.KindProgramAttr, impact: diffreport.ImpactSilent, change: change}
}

// where limits an edit to programs.
func (e progEdit) where(is func(*sentProg) bool) progEdit { e.is = is; return e }

func (e progEdit) meaningless(rule string) progEdit { e.erased = rule; return e }

func (e progEdit) seen(impact diffreport.Impact) progEdit { e.impact = impact; return e }

// stderr is a descriptor that every process has and that is no BPF object.
const stderr = 2

var attrFaults = progFaults([]progEdit{
	progAttr("type", func(p *sentProg, _ *flight, a *uapi.ProgLoadAttr) {
		if a.ProgType = uapi.BPF_PROG_TYPE_SCHED_ACT; p.attr.ProgType == a.ProgType {
			a.ProgType = uapi.BPF_PROG_TYPE_SCHED_CLS
		}
	}),
	progAttr("expected_attach_type", func(p *sentProg, _ *flight, a *uapi.ProgLoadAttr) {
		a.ExpectedAttachType = p.attr.ExpectedAttachType + 1
	}),
	progAttr("prog_flags", func(p *sentProg, _ *flight, a *uapi.ProgLoadAttr) {
		a.ProgFlags = p.attr.ProgFlags ^ uapi.BPF_F_TEST_STATE_FREQ
	}),
	progAttr("license", func(p *sentProg, f *flight, a *uapi.ProgLoadAttr) {
		other := "Proprietary\x00"
		if strings.HasPrefix(string(memoryOf(p.call, "license")), "Prop") {
			other = "GPL\x00"
		}
		a.License = uapi.AddressPointer(f.room([]byte(other)))
	}),
	progAttr("kern_version", func(_ *sentProg, _ *flight, a *uapi.ProgLoadAttr) { a.KernVersion = 4<<16 | 4<<8 }),
	progAttr("attach_btf", func(p *sentProg, _ *flight, a *uapi.ProgLoadAttr) {
		a.AttachBTFID = uapi.TypeID(p.s.otherType(uint32(p.attr.AttachBTFID), btf.Func))
	}),
	progAttr("attach_prog", func(_ *sentProg, _ *flight, a *uapi.ProgLoadAttr) { a.AttachProgFD = stderr }).
		where(func(p *sentProg) bool { return p.attr.AttachProgFD == 0 }),
	progAttr("prog_ifindex", func(_ *sentProg, _ *flight, a *uapi.ProgLoadAttr) { a.ProgIfindex = 1 }),
	progAttr("name", func(_ *sentProg, _ *flight, a *uapi.ProgLoadAttr) {
		a.ProgName = uapi.ObjName{}
		copy(a.ProgName[:], "another")
	}).seen(diffreport.ImpactNaming),
	progEdit{
		name: "btf", kind: diffreport.KindBTF, impact: diffreport.ImpactMetadata,
		change: func(_ *sentProg, _ *flight, a *uapi.ProgLoadAttr) {
			a.ProgBTFFD, a.FuncInfoCnt, a.LineInfoCnt = 0, 0, 0
		},
	}.where(withBTF),
	progAttr("fd_array", func(_ *sentProg, f *flight, a *uapi.ProgLoadAttr) {
		a.FDArray = uapi.AddressPointer(f.room(native.AppendUint32(nil, uint32(stderr))))
	}).where(noArray).seen(diffreport.ImpactMetadata),
	progAttr("fd_array_cnt", func(_ *sentProg, f *flight, a *uapi.ProgLoadAttr) {
		a.FDArray, a.FDArrayCnt = uapi.AddressPointer(f.room(native.AppendUint32(nil, uint32(a.ProgBTFFD)))), 1
	}).where(func(p *sentProg) bool { return withBTF(p) && noArray(p) }).seen(diffreport.ImpactMetadata),
	progAttr("core_relos", func(_ *sentProg, f *flight, a *uapi.ProgLoadAttr) {
		const size = 16 // of a record
		a.CoreRelos, a.CoreReloCnt, a.CoreReloRecSize = uapi.AddressPointer(f.room(make([]byte, size))), 1, size
	}),
	progAttr("signature", func(_ *sentProg, f *flight, a *uapi.ProgLoadAttr) {
		a.Signature, a.SignatureSize = uapi.AddressPointer(f.room([]byte("unsigned"))), uint32(len("unsigned"))
	}),
	progAttr("keyring", func(_ *sentProg, _ *flight, a *uapi.ProgLoadAttr) { a.KeyringID = 1 }),
	progAttr("token", func(_ *sentProg, _ *flight, a *uapi.ProgLoadAttr) { a.ProgTokenFD = stderr }),
	progAttr("malformed", func(_ *sentProg, _ *flight, a *uapi.ProgLoadAttr) { a.FuncInfoRecSize = 12 }).
		where(func(p *sentProg) bool { return p.attr.FuncInfoCnt > 0 }),
	progAttr("missing kern_version", func(_ *sentProg, _ *flight, a *uapi.ProgLoadAttr) { a.KernVersion = 0 }).
		where(func(p *sentProg) bool { return !slices.Contains(p.s.obj.Facts.Sections, "version") }).
		meaningless("kern-version"),
	progAttr("log", func(_ *sentProg, f *flight, a *uapi.ProgLoadAttr) {
		const statistics, size = 4, 4096
		a.LogLevel, a.LogSize, a.LogBuf = statistics, size, uapi.AddressPointer(f.room(make([]byte, size)))
	}).meaningless("probes-and-retries"),
})

func withBTF(p *sentProg) bool { return p.spec != nil }
func noArray(p *sentProg) bool { return p.attr.FDArray.IsNull() }

// A record is one record of func_info or line_info of a program.
type record struct {
	p      *sentProg
	n      int    // its number
	field  string // "func_info" or "line_info"
	data   []byte // all records
	size   int    // of one
	slot   int    // that it is about
	starts bool   // a function
}

func (p *sentProg) records(field string, size uint32) []record {
	var out []record
	data := memoryOf(p.call, field)
	for n := 0; (n+1)*int(size) <= len(data) && size > 0; n++ {
		slot := int(native.Uint32(data[n*int(size):]))
		out = append(out, record{p, n, field, data, int(size), slot, p.funcAt(slot).start == slot})
	}
	return out
}

func (p *sentProg) funcRecords() []record { return p.records("func_info", p.attr.FuncInfoRecSize) }
func (p *sentProg) lineRecords() []record { return p.records("line_info", p.attr.LineInfoRecSize) }

// word is a word of the record.
func (r record) word(at int) uint32 { return native.Uint32(r.data[r.n*r.size+at:]) }

// with writes another word into the record while the program is loaded.
func (r record) with(at int, word uint32) func(*flight) {
	return inProg(r.p, func(f *flight, a *uapi.ProgLoadAttr) {
		addr := a.FuncInfo.Addr()
		if r.field == "line_info" {
			addr = a.LineInfo.Addr()
		}
		f.write(addr+uint64(r.n*r.size+at), native.AppendUint32(nil, word))
	})
}

// recordFault is a fault in one record of one program.
func recordFault(
	name string, kind diffreport.Kind, list func(*sentProg) []record, plant func(record) (place, bool),
) fault {
	return fault{name, kind, diffreport.ImpactMetadata, func(s *sample) []place {
		var out []place
		for _, p := range s.progs {
			for _, r := range list(p) {
				if at, ok := plant(r); ok {
					out = append(out, at)
				}
			}
		}
		return out
	}}
}

func funcFault(name string, plant func(record) (place, bool)) fault {
	return recordFault("func_info: "+name, diffreport.KindFuncInfo, (*sentProg).funcRecords, plant)
}

func lineFault(name string, plant func(record) (place, bool)) fault {
	return recordFault("line_info: "+name, diffreport.KindLineInfo, (*sentProg).lineRecords, plant)
}

// Words of the records (struct bpf_func_info, struct bpf_line_info).
const (
	insnOffWord  = 0
	typeIDWord   = 4
	fileNameWord = 4
	lineWord     = 8
	lineColWord  = 12
)

// lineCol is the line's number in a record of line_info; the rest is the column.
const lineColShift = 10

// otherWord is a fault in a word of a line's record.
func otherWord(at int, change func(r record) uint32) func(record) (place, bool) {
	return func(r record) (place, bool) {
		word, erased := change(r), ""
		if isPoison(r.p.at(r.slot)) {
			erased = "poison"
		}
		return place{at: r.p.key(r.slot) + " line", change: r.with(at, word), erased: erased}, word != r.word(at)
	}
}

var recordFaults = []fault{
	funcFault("insn_off", func(r record) (place, bool) {
		return place{at: "prog " + r.p.name + " func_info", change: r.with(insnOffWord, uint32(r.slot)+1)}, r.slot > 0
	}),
	funcFault("type_id", func(r record) (place, bool) {
		prototype := r.p.prototype(r.word(typeIDWord))
		for _, o := range r.p.funcRecords() {
			if id := o.word(typeIDWord); r.p.prototype(id) != prototype { // else only their names differ
				at := "prog " + r.p.name + " func_info " + r.p.funcAt(r.slot).name
				return place{at: at, change: r.with(typeIDWord, id)}, true
			}
		}
		return place{}, false
	}),
	funcFault("missing", func(r record) (place, bool) {
		return place{at: "prog " + r.p.name + " func_info", change: inProg(r.p, func(f *flight, a *uapi.ProgLoadAttr) {
			a.FuncInfoCnt = 0
			f.send()
		})}, r.n == 0
	}),
	funcFault("last record missing", func(r record) (place, bool) {
		return place{at: "prog " + r.p.name + " func_info", change: inProg(r.p, func(f *flight, a *uapi.ProgLoadAttr) {
			a.FuncInfoCnt = uint32(r.n)
			f.send()
		})}, (r.n+1)*r.size == len(r.data) && r.n > 0
	}),
	lineFault("insn_off", func(r record) (place, bool) {
		next, ok := r.p.next(r.p.at(r.slot))
		free := ok && !hasRecord(r.p.lineRecords(), next.Slot)
		return place{at: r.p.key(r.slot) + " line", change: r.with(insnOffWord, uint32(next.Slot))}, free && !r.starts
	}),
	lineFault("file_name_off", otherWord(fileNameWord, func(r record) uint32 { return r.word(lineWord) })),
	lineFault("line_off", otherWord(lineWord, func(r record) uint32 { return r.word(fileNameWord) })),
	lineFault("line number", otherWord(lineColWord, func(r record) uint32 { return r.word(lineColWord) + 1<<lineColShift })),
	lineFault("column", otherWord(lineColWord, func(r record) uint32 { return r.word(lineColWord) ^ 1 })),
	lineFault("missing", func(r record) (place, bool) {
		return place{at: "prog " + r.p.name + " line_info", change: inProg(r.p, func(f *flight, a *uapi.ProgLoadAttr) {
			a.LineInfoCnt = 0
			f.send()
		})}, r.n == 0
	}),
	lineFault("last record missing", func(r record) (place, bool) {
		return place{at: r.p.key(r.slot) + " line", change: inProg(r.p, func(f *flight, a *uapi.ProgLoadAttr) {
			a.LineInfoCnt = uint32(r.n)
			f.send()
		})}, (r.n+1)*r.size == len(r.data) && r.n > 0 && !r.starts
	}),
}

// prototype spells the type of a function out.
func (p *sentProg) prototype(id uint32) string {
	t, _ := p.spec.Type(id)
	return p.spec.Decl(t.Type)
}

// at returns the instruction at a slot.
func (p *sentProg) at(slot int) insn.Insn {
	for _, i := range p.insns {
		if i.Slot == slot {
			return i
		}
	}
	return insn.Insn{}
}

func hasRecord(list []record, slot int) bool {
	for _, r := range list {
		if r.slot == slot {
			return true
		}
	}
	return false
}
