package host

import (
	"context"
	"slices"
	"strings"
	"testing"

	"difftest/capture"
	"difftest/diffreport"
	"difftest/insn"
	"difftest/internal/bpftest"
)

// A runFault is something that only a run can show: what is on record of the load is as it should be.
type runFault struct {
	object, program string // the program in which it shows
	// An instruction that is changed after the call that loads the program was recorded: which, and to what.
	insn   func(insn.Insn) bool
	change func(*insn.Insn)
	// What is done to the object's maps after they were read.
	maps func(*heldMaps)
	want []runDiff
}

// A runDiff is a difference of a run that must be found. No other part of what the program does may differ, nor a map.
type runDiff struct{ input, part, ref, got string }

// place is the part of a run, of a map without the element.
func (d runDiff) place() string {
	place, _, _ := strings.Cut(d.part, " [")
	return place
}

var runFaults = map[string]runFault{
	// Instructions.
	"constant": {
		object: "run/syscall.o", program: "prog", insn: reads("w2 = 0x7464"), change: func(i *insn.Insn) { i.Imm++ },
		want: []runDiff{{"ctx-zeros-64", "context", "byte 16: 64", "byte 16: 65"}},
	},
	"branch": {
		object: "run/sched-cls.o", program: "prog", insn: reads("if w1 != 0x6 goto +0x1"), change: negate,
		want: []runDiff{{"tcp-64", "retval", "0", "32"}},
	},
	"place in the packet": {
		object: "run/sched-cls.o", program: "prog", insn: reads("*(u8 *)(r7 + 0x16) = w1"),
		change: func(i *insn.Insn) { i.Off += 2 },
		want:   []runDiff{{"tcp-64", "data", "byte 22: 3f, byte 24: 66", "byte 22: 40, byte 24: 3f"}},
	},
	"field of the context": {
		object: "run/sched-cls.o", program: "prog", insn: reads("*(u32 *)(r6 + 0x38) = w1"),
		change: func(i *insn.Insn) { i.Off += 4 },
		want:   []runDiff{{"tcp-64", "context", "byte 56: 3412, byte 60: 0000", "byte 56: 0000, byte 60: 3412"}},
	},
	"field of a struct": {
		object: "core/field-offsets.o", program: "prog", insn: reads("w3 = *(u16 *)(r1 + 0xa)"),
		change: func(i *insn.Insn) { i.Off += 2 },
		want:   []runDiff{{"tcp-64", "retval", "0", "52"}},
	},
	"helper": {
		object: "run/socket-filter.o", program: "prog", insn: reads("call 0x2"),
		change: func(i *insn.Insn) { i.Imm = 3 }, // deletes
		want: []runDiff{
			{"tcp-64", "retval", "0", "25"},
			{"tcp-64", "map lengths [0x06]", "0x3200000000000000", "unchanged"},
		},
	},
	"variable": {
		object: "run/xdp-frags.o", program: "prog",
		insn:   func(i insn.Insn) bool { return i.Ref() == insn.RefMapValue && i.High() == 8 },
		change: func(i *insn.Insn) { i.Imm64 = uint64(uint32(i.Imm)) },
		want:   []runDiff{{"tcp-64", "map .bss [total]", "64", "45"}, {"tcp-64", "map .bss [last]", "45", "unchanged"}},
	},
	"argument": {
		object: "run/raw-tracepoint.o", program: "prog", insn: reads("r3 = *(u64 *)(r6 + 0x8)"),
		change: func(i *insn.Insn) { i.Off = 0 },
		want:   []runDiff{{"args-count", "map on_cpu [0]", "0x0300000000000000", "0x0200000000000000"}},
	},
	"width": {
		object: "run/raw-tracepoint.o", program: "prog", insn: reads("r2 = *(u64 *)(r6 + 0x0)"),
		change: func(i *insn.Insn) { i.Op ^= 0x18 }, // 8 bytes to 4
		want:   []runDiff{{"args-ones", "map on_cpu [0]", "0x0100000000000000", "0x0100000001000000"}},
	},
	"callee": {
		object: "subprogs/order.o", program: "prog", insn: reads("call pc-0xa"),
		change: func(i *insn.Insn) { i.Imm += 3 }, // the function behind
		want:   []runDiff{{"tcp-64", "retval", "0", "45"}},
	},
	"slot of a tail call": {
		object: "values/prog-array.o", program: "caller", insn: reads("w3 = 0x1"),
		change: func(i *insn.Insn) { i.Imm = 2 },
		want:   []runDiff{{"tcp-64", "retval", "0", "34"}},
	},
	"what is sent": {
		object: "run/cgroup-skb.o", program: "prog", insn: reads("w2 = 0x9"), change: func(i *insn.Insn) { i.Imm = 8 },
		want: []runDiff{{"tcp-64", "map events [record 0]", "0x3200000006000000", "0x3200000040000000"}},
	},

	// Initial contents.
	"initialised variable": {
		object: "run/xdp.o", program: "prog", maps: func(m *heldMaps) { m.set(".data", le32(0), le32(99)) },
		want: []runDiff{
			{"tcp-64", "retval", "0", "33"},
			{"tcp-64", "map .data [balance]", "36", "35"},
		},
	},
	"variable of zero": {
		object: "run/syscall.o", program: "prog", maps: func(m *heldMaps) { m.set(".bss", le32(0), le64(7)) },
		want: []runDiff{{"ctx-zeros-64", "map .bss [runs]", "1", "8"}},
	},
	"element of an array": {
		object: "run/flow-dissector.o", program: "prog", maps: func(m *heldMaps) { m.set("protocols", le32(6), le32(9)) },
		want: []runDiff{{"tcp-64", "map protocols [6]", "0x01000000", "0x0a000000"}},
	},
	"element of a hash table": {
		object: "run/lwt-in.o", program: "prog", maps: func(m *heldMaps) { m.set("packets", le32(6), le32(9)) },
		want: []runDiff{{"tcp-64", "map packets [0x06000000]", "0x01000000", "0x0a000000"}},
	},
	"value of one CPU": {
		object: "run/sched-cls.o", program: "prog", maps: func(m *heldMaps) { m.setOnFirst("counts", le32(1), 9) },
		want: []runDiff{{"tcp-64", "map counts [1 cpu 0]", "0x0100000000000000", "0x0a00000000000000"}},
	},
	"element of a queue": {
		object: "run/sched-act.o", program: "prog", maps: func(m *heldMaps) { m.set("lengths", nil, le32(9)) },
		want: []runDiff{
			{"zeros-64", "map lengths [place 1]", "[place 1] 0x40000000\n[place 2] unchanged",
				"[place 1] unchanged\n[place 2] 0x40000000"},
			{"udp6-80", "retval", "0", "23"}, // it is full one packet earlier
		},
	},
	"map in a map": {
		object: "values/array-of-maps.o", program: "lookup",
		maps: func(m *heldMaps) { m.set("outer", le32(1), m.fd("inner_a")) },
		want: []runDiff{{"tcp-64", "retval", "0", "40"}},
	},
	"program in a map": {
		object: "values/prog-array.o", program: "caller", maps: func(m *heldMaps) { m.remove("table", le32(1)) },
		want: []runDiff{{"tcp-64", "retval", "0", "34"}},
	},
}

// reads recognizes an instruction by its text.
func reads(text string) func(insn.Insn) bool {
	return func(i insn.Insn) bool { return i.Text() == text }
}

// negate makes the opposite of a comparison for equality.
func negate(i *insn.Insn) { i.Op ^= 0x40 }

// TestRunFaults plants each fault in a load of libbpf's. What is recorded of the load must not show it; the runs must, at
// the right place and nowhere else.
func TestRunFaults(t *testing.T) {
	bpftest.Require(t)
	a, w := libbpfTwice(t)
	for name, f := range runFaults {
		t.Run(strings.ReplaceAll(name, " ", "-"), func(t *testing.T) {
			objects, problems := collect([]string{"../corpus/cases/" + f.object})
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			sound := w.record(context.Background(), 0, objects[0])
			if again := a.judge(sound, w.record(context.Background(), 0, objects[0])); again.Verdict != diffreport.Same {
				t.Fatalf("without a fault: %s: %v", again.Verdict, again.Differences)
			}
			faulty := f.record(t, w.recorders[1], objects[0])
			if r := a.judge(withoutRuns(sound), withoutRuns(faulty)); r.Verdict != diffreport.Same {
				t.Errorf("without runs: %s: %v", r.Verdict, r.Differences)
			}
			f.check(t, a.judge(sound, faulty))
		})
	}
}

// check holds what was found to what was planted.
func (f *runFault) check(t *testing.T, r diffreport.Result) {
	t.Helper()
	wanted := func(key string) bool {
		of, rest, _ := strings.Cut(key, " run ")
		_, part, _ := strings.Cut(rest, " ")
		return of == "prog "+f.program && slices.ContainsFunc(f.want, func(w runDiff) bool {
			return w.place() == runDiff{part: part}.place()
		})
	}
	for _, d := range r.Differences {
		if d.Kind != diffreport.KindRun || d.Impact != diffreport.ImpactSilent || !wanted(d.Key) {
			t.Errorf("extra: %s %s at %s: %s → %s", d.Impact, d.Kind, d.Key, d.Reference, d.Got)
		}
	}
	for _, w := range f.want {
		key := "prog " + f.program + " run " + w.input + " " + w.part
		i := slices.IndexFunc(r.Differences, func(d diffreport.Difference) bool { return d.Key == key })
		if i < 0 {
			t.Errorf("not found: %s", key)
		} else if d := r.Differences[i]; d.Reference != w.ref || d.Got != w.got {
			t.Errorf("%s: %s → %s, want %s → %s", key, d.Reference, d.Got, w.ref, w.got)
		}
	}
}

// withoutRuns is the recording as it would be had no program been run.
func withoutRuns(rec *capture.Recording) *capture.Recording {
	static := *rec
	static.Runs = nil
	return &static
}
