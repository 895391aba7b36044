package normalize

import (
	"bytes"
	"fmt"
	"strconv"

	"difftest/capture"
	"difftest/object"
	"difftest/uapi"
)

// gone is the value of an element that a run took away.
const gone = "gone"

// mapTrack follows what maps hold from run to run.
type mapTrack struct {
	c       *canon
	held    map[trackedMap]map[string][]byte // by key
	managed map[*mapObj][]span
}

// trackedMap is a map of one load by name.
type trackedMap struct {
	load int
	name string
}

func (c *canon) newMapTrack() *mapTrack {
	return &mapTrack{c: c, held: map[trackedMap]map[string][]byte{}, managed: map[*mapObj][]span{}}
}

// changes writes what a run changed.
func (t *mapTrack) changes(r capture.Run) []Change {
	var out []Change
	if r.Anew {
		clear(t.held)
	}
	for _, change := range r.Changes {
		m := t.find(r.Load, change.Map)
		for _, e := range t.entries(r.Load, m, change) {
			out = append(out, Change{Map: change.Map, Key: e.Key, Value: e.Value})
		}
	}
	return out
}

// find returns the map that is called so in a load, nil if there is none.
func (t *mapTrack) find(n int, name string) *mapObj {
	if n < 0 || n >= len(t.c.loads) {
		return nil
	}
	for _, m := range t.c.loads[n].maps {
		if m.name.text == name {
			return m
		}
	}
	return nil
}

// entries writes one change, in as many parts as differ from what was there before.
func (t *mapTrack) entries(n int, m *mapObj, change capture.Change) []Entry {
	if m == nil {
		return rows("0x"+hexBytes(change.Key), change.Value)
	}
	key := t.c.changeKey(m, change.Key)
	switch {
	case isBuffer(m.mapType()):
		return rows(key, change.Value)
	case change.Gone:
		t.set(n, m, change.Key, nil)
		return []Entry{{key, gone}}
	}
	spans := t.spans(m)
	value := t.c.withoutManaged(m, spans, change.Value)
	before := t.set(n, m, change.Key, value)
	switch {
	case len(spans) > 0 && !m.ambiguous && t.c.wasThere(m, before) && bytes.Equal(padded(before, len(value)), value):
		return nil // nothing but fields that the kernel manages
	case m.section != "" && !m.ambiguous:
		return t.c.variables(m.section, before, value)
	case isPerCPU(m.mapType()):
		return perCPU(key, before, value, t.c.rec.Target.CPUs)
	}
	return changedRows(key, before, value)
}

// spans are the managed fields of the map's values.
func (t *mapTrack) spans(m *mapObj) []span {
	spans, ok := t.managed[m]
	if !ok {
		spans = t.c.managedFields(m)
		t.managed[m] = spans
	}
	return spans
}

// wasThere reports whether an element was there before; those of an array, left out where they are zeros, always are.
func (c *canon) wasThere(m *mapObj, before []byte) bool {
	return before != nil || hasIndex(m.mapType())
}

// set takes note of an element's new value and returns the one before, nil if there was none or it is not known.
func (t *mapTrack) set(n int, m *mapObj, key, value []byte) (before []byte) {
	if m.ambiguous {
		return nil
	}
	place := trackedMap{n, m.name.text}
	held, ok := t.held[place]
	if !ok {
		held = map[string][]byte{}
		if m.state != nil {
			for _, e := range m.state.Entries {
				held[string(e.Key)] = t.c.withoutManaged(m, t.spans(m), e.Value)
			}
		}
		t.held[place] = held
	}
	before = held[string(key)]
	held[string(key)] = value
	return before
}

// isBuffer reports whether what programs put into a map comes out as records.
func isBuffer(t uapi.MapType) bool {
	return t == uapi.BPF_MAP_TYPE_RINGBUF || t == uapi.BPF_MAP_TYPE_PERF_EVENT_ARRAY
}

// changeKey writes the key of a change.
func (c *canon) changeKey(m *mapObj, key []byte) string {
	switch t := m.mapType(); {
	case t == uapi.BPF_MAP_TYPE_PERF_EVENT_ARRAY && len(key) == 8:
		return fmt.Sprintf("cpu %d record %d", c.order.Uint32(key), c.order.Uint32(key[4:]))
	case t == uapi.BPF_MAP_TYPE_RINGBUF && len(key) == 4:
		return fmt.Sprintf("record %d", c.order.Uint32(key))
	case (t == uapi.BPF_MAP_TYPE_QUEUE || t == uapi.BPF_MAP_TYPE_STACK) && len(key) == 4:
		return fmt.Sprintf("place %d", c.order.Uint32(key))
	}
	return c.keyText(m, key)
}

// perCPU writes the values of the CPUs on which they changed.
func perCPU(key string, before, value []byte, cpus int) []Entry {
	if cpus <= 0 || len(value)%cpus != 0 {
		return changedRows(key, before, value)
	}
	var out []Entry
	size := len(value) / cpus
	for cpu := range cpus {
		at := cpu * size
		now, then := value[at:at+size], part(before, at, size)
		if !bytes.Equal(now, padded(then, size)) {
			out = append(out, changedRows(fmt.Sprintf("%s cpu %d", key, cpu), then, now)...)
		}
	}
	if len(out) == 0 { // a new element, all zeros
		out = append(out, Entry{key, "0"})
	}
	return out
}

// variables writes the variables of a data section that changed, and what changed outside of any.
func (c *canon) variables(section string, before, value []byte) []Entry {
	var out []Entry
	at := 0
	between := func(to int) {
		if to = min(to, len(value)); at < to {
			name := fmt.Sprintf("+0x%03x", at)
			out = append(out, differingRows(name, part(before, at, to-at), value[at:to])...)
		}
	}
	for _, v := range c.symbols.variables(section) {
		from, size := int(v.Offset), int(v.Size)
		if from < at || from+size > len(value) {
			continue
		}
		between(from)
		out = append(out, c.variable(v, part(before, from, size), value[from:from+size])...)
		at = from + size
	}
	between(len(value))
	return out
}

// variable writes a variable if it changed.
func (c *canon) variable(v object.Var, before, value []byte) []Entry {
	if bytes.Equal(padded(before, len(value)), value) {
		return nil
	}
	if v.Number {
		return []Entry{{v.Name, c.number(value, v.Signed)}}
	}
	return changedRows(v.Name, before, value)
}

// number writes an integer of 1, 2, 4 or 8 bytes.
func (c *canon) number(b []byte, signed bool) string {
	var v uint64
	switch len(b) {
	case 1:
		v = uint64(b[0])
	case 2:
		v = uint64(c.order.Uint16(b))
	case 4:
		v = uint64(c.order.Uint32(b))
	case 8:
		v = c.order.Uint64(b)
	default:
		return "0x" + hexBytes(b)
	}
	if signed {
		shift := 64 - 8*len(b)
		return strconv.FormatInt(int64(v<<shift)>>shift, 10)
	}
	return strconv.FormatUint(v, 10)
}

// changedRows writes a value, a long one in rows, of which those that are as before are left out.
func changedRows(key string, before, value []byte) []Entry {
	if len(value) <= rowSize {
		return []Entry{{key, "0x" + hexBytes(value)}}
	}
	if out := differingRows(key, before, value); len(out) > 0 {
		return out
	}
	return []Entry{{key, "0"}}
}

// differingRows writes the rows of a value that are not as before.
func differingRows(key string, before, value []byte) []Entry {
	before = padded(before, len(value))
	if bytes.Equal(before, value) {
		return nil
	}
	if len(value) <= rowSize {
		return []Entry{{key, "0x" + hexBytes(value)}}
	}
	var out []Entry
	for at := 0; at < len(value); at += rowSize {
		end := min(at+rowSize, len(value))
		if !bytes.Equal(before[at:end], value[at:end]) {
			out = append(out, Entry{fmt.Sprintf("%s+0x%03x", key, at), "0x" + hexBytes(value[at:end])})
		}
	}
	return out
}

// part is a part of b, nil if b does not have it.
func part(b []byte, at, size int) []byte {
	if at+size > len(b) {
		return nil
	}
	return b[at : at+size]
}

// padded is b with zeros up to a size.
func padded(b []byte, size int) []byte {
	if len(b) >= size {
		return b[:size]
	}
	return append(bytes.Clone(b), make([]byte, size-len(b))...)
}
