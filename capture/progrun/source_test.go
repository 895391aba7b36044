package progrun

import (
	"bytes"
	"reflect"
	"testing"

	"difftest/capture"
	"difftest/uapi"
)

// TestSource: inputs of one seed are always the same, those of another are not; each is some change of a base, which stays
// as it is, and fits its type.
func TestSource(t *testing.T) {
	for i := range methods {
		m := &methods[i]
		if !m.CanVary() {
			continue
		}
		before := make([]capture.Input, len(m.inputs))
		for i, in := range m.inputs {
			before[i] = capture.Input{Data: bytes.Clone(in.Data), Ctx: bytes.Clone(in.Ctx), State: bytes.Clone(in.State)}
		}
		take := func(seed uint64) (list []capture.Input) {
			s := m.NewSource(seed, nil, []uint64{4242})
			for range 300 {
				in, base := s.Next()
				if (in.Data != nil) != (base.Data != nil) || len(in.Ctx) != len(base.Ctx) || len(in.State) != len(base.State) {
					t.Fatalf("%v: %+v of %+v", m.Type, in, base)
				}
				list = append(list, in)
			}
			return list
		}
		one := take(1)
		if !reflect.DeepEqual(one, take(1)) {
			t.Errorf("%v: not the same for one seed", m.Type)
		}
		if reflect.DeepEqual(one, take(2)) {
			t.Errorf("%v: the same for two seeds", m.Type)
		}
		for i, in := range m.inputs {
			if !bytes.Equal(in.Data, before[i].Data) || !bytes.Equal(in.Ctx, before[i].Ctx) || !bytes.Equal(in.State, before[i].State) {
				t.Errorf("%v: input %s was written to", m.Type, in.Name)
			}
		}
	}
}

// TestSourceFinds: a number that the program names turns up at a place of the packet, in either order, soon.
func TestSourceFinds(t *testing.T) {
	m, _ := Find(uapi.BPF_PROG_TYPE_XDP, 0)
	for order, want := range map[string][]byte{"network": {0x1f, 0x90}, "machine": {0x90, 0x1f}} {
		s := m.NewSource(1, nil, []uint64{8080})
		found := 0
		for found = 1; found < 20000; found++ {
			if in, _ := s.Next(); len(in.Data) >= 38 && bytes.Equal(in.Data[36:38], want) {
				break
			}
		}
		t.Logf("%s order: after %d inputs", order, found)
		if found == 20000 {
			t.Errorf("%s order: not found", order)
		}
	}
}

// TestShrink: what is left of an input is what separates, and no more.
func TestShrink(t *testing.T) {
	m, _ := Find(uapi.BPF_PROG_TYPE_XDP, 0)
	base := m.inputs[0]
	in := capture.Input{Data: bytes.Repeat([]byte{0xee}, 200)}
	in.Data[23], in.Data[40] = 7, 9
	asked := 0
	got := m.Shrink(in, base, func(in capture.Input) bool {
		asked++
		return len(in.Data) > 40 && in.Data[23] == 7 && in.Data[40] == 9
	})
	want := bytes.Clone(base.Data[:41])
	want[23], want[40] = 7, 9
	if !bytes.Equal(got.Data, want) {
		t.Errorf("got  %x\nwant %x", got.Data, want)
	}
	if asked > maxShrinkTests {
		t.Errorf("asked %d times", asked)
	}
}

// TestShrinkContext: fields of a context go back to what they were.
func TestShrinkContext(t *testing.T) {
	m, _ := Find(uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, 0)
	base := capture.Input{Ctx: make([]byte, 96)}
	in := capture.Input{Ctx: bytes.Repeat([]byte{5}, 96)}
	got := m.Shrink(in, base, func(in capture.Input) bool { return in.Ctx[17] == 5 })
	want := make([]byte, 96)
	want[17] = 5
	if !bytes.Equal(got.Ctx, want) {
		t.Errorf("got %x", got.Ctx)
	}
}
