package normalize

import (
	"fmt"
	"slices"
	"strconv"

	"difftest/capture"
	"difftest/uapi"
)

// rowSize is how many bytes of a value stand in one entry: a value that is longer is written in rows, so that a report
// on one byte names the place.
const rowSize = 16

// entries writes the contents of a map.
func (c *canon) entries(l *load, m *mapObj) []Entry {
	list := slices.Clone(m.state.Entries)
	slices.SortFunc(list, func(a, b capture.Entry) int {
		if x, y := c.index(m, a.Key), c.index(m, b.Key); x != y {
			return x - y
		}
		return compareKeys(a, b)
	})
	var out []Entry
	spans := c.managedFields(m)
	for _, e := range list {
		key := c.keyText(m, e.Key)
		if text, ok := c.objectText(l, m, e.Value); ok {
			out = append(out, Entry{key, text})
			continue
		}
		out = append(out, rows(key, c.withoutManaged(m, spans, c.replaceIDs(l, m, e.Value)))...)
	}
	return out
}

// rows writes a value; a long one in rows, without those that are zero.
func rows(key string, value []byte) []Entry {
	if len(value) <= rowSize {
		return []Entry{{key, "0x" + hexBytes(value)}}
	}
	var out []Entry
	for at := 0; at < len(value); at += rowSize {
		row := value[at:min(at+rowSize, len(value))]
		if slices.ContainsFunc(row, func(b byte) bool { return b != 0 }) {
			out = append(out, Entry{fmt.Sprintf("%s+0x%03x", key, at), "0x" + hexBytes(row)})
		}
	}
	if len(out) == 0 {
		out = append(out, Entry{key, "0"})
	}
	return out
}

// hasIndex reports whether a map's keys are the numbers from 0 on.
func hasIndex(t uapi.MapType) bool {
	switch t {
	case uapi.BPF_MAP_TYPE_ARRAY, uapi.BPF_MAP_TYPE_PERCPU_ARRAY, uapi.BPF_MAP_TYPE_PROG_ARRAY,
		uapi.BPF_MAP_TYPE_PERF_EVENT_ARRAY, uapi.BPF_MAP_TYPE_CGROUP_ARRAY, uapi.BPF_MAP_TYPE_ARRAY_OF_MAPS,
		uapi.BPF_MAP_TYPE_DEVMAP, uapi.BPF_MAP_TYPE_SOCKMAP, uapi.BPF_MAP_TYPE_CPUMAP, uapi.BPF_MAP_TYPE_XSKMAP,
		uapi.BPF_MAP_TYPE_REUSEPORT_SOCKARRAY, uapi.BPF_MAP_TYPE_STRUCT_OPS:
		return true
	}
	return false
}

// index is the number of an element of an array, else 0.
func (c *canon) index(m *mapObj, key []byte) int {
	if !hasIndex(m.mapType()) || len(key) != 4 {
		return 0
	}
	return int(c.order.Uint32(key))
}

func (c *canon) keyText(m *mapObj, key []byte) string {
	if hasIndex(m.mapType()) && len(key) == 4 {
		return strconv.FormatUint(uint64(c.order.Uint32(key)), 10)
	}
	return "0x" + hexBytes(key)
}

// objectText names the program or map that an element holds. ok is false if the map holds neither.
func (c *canon) objectText(l *load, m *mapObj, value []byte) (text string, ok bool) {
	if len(value) != 4 {
		return "", false
	}
	id := c.order.Uint32(value)
	switch m.mapType() {
	case uapi.BPF_MAP_TYPE_PROG_ARRAY:
		if name := l.progName(id); name != "" {
			return "prog " + name, true
		}
		return "a program of others", true
	case uapi.BPF_MAP_TYPE_ARRAY_OF_MAPS, uapi.BPF_MAP_TYPE_HASH_OF_MAPS:
		if l.holds(capture.KindMap, id) {
			return "map " + l.mapName(id).text, true
		}
		return "a map of others", true
	}
	return "", false
}

// replaceIDs makes the words of a struct_ops value that are ids of programs the same in every recording: the position
// of the program by name, negated. Other values are returned as they are.
func (c *canon) replaceIDs(l *load, m *mapObj, value []byte) []byte {
	if m.mapType() != uapi.BPF_MAP_TYPE_STRUCT_OPS {
		return value
	}
	var names []string
	for _, name := range l.progByID {
		names = append(names, name)
	}
	slices.Sort(names)
	out := slices.Clone(value)
	for at := 0; at+8 <= len(out); at += 8 {
		id := c.order.Uint64(out[at:])
		if name := l.progName(uint32(id)); name != "" && id>>32 == 0 {
			c.order.PutUint64(out[at:], -uint64(slices.Index(names, name)+1))
		}
	}
	return out
}
