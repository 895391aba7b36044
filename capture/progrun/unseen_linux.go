package progrun

import (
	"bytes"
	"maps"
	"slices"

	"difftest/capture"
	"difftest/uapi"
)

// unseen returns what changed in the maps since the last run that told: by a program that ended the process it ran in.
func (r *Runner) unseen() []capture.Change {
	var found []capture.Change
	for _, m := range r.maps {
		now := ReadMap(m.FD, r.cpus)
		if now.Problem == "" && m.Before.Problem == "" {
			found = append(found, differing(m.Name, r.held(m), now)...)
		}
	}
	r.changes = append(r.changes, found...)
	return found
}

// held is what a map held after the last run that told, by key. Elements of arrays that are zero are not there.
func (r *Runner) held(m Map) map[string][]byte {
	held := map[string][]byte{}
	for _, e := range m.Before.Entries {
		held[string(e.Key)] = e.Value
	}
	for _, c := range r.changes {
		switch {
		case c.Map != m.Name:
		case c.Gone || isArray(m.Before.Info.Type) && isZero(c.Value):
			delete(held, string(c.Key))
		default:
			held[string(c.Key)] = c.Value
		}
	}
	return held
}

// differing lists the elements that are not as they were, in the order of their keys, those that are gone last.
func differing(name string, held map[string][]byte, now capture.MapState) []capture.Change {
	var changes []capture.Change
	for _, e := range now.Entries {
		if before, ok := held[string(e.Key)]; !ok || !bytes.Equal(before, e.Value) {
			changes = append(changes, capture.Change{Map: name, Key: e.Key, Value: e.Value})
		}
		delete(held, string(e.Key))
	}
	for _, key := range slices.Sorted(maps.Keys(held)) {
		c := capture.Change{Map: name, Key: []byte(key), Gone: true}
		if isArray(now.Info.Type) {
			c.Gone, c.Value = false, make([]byte, len(held[key]))
		}
		changes = append(changes, c)
	}
	return changes
}

func isArray(t uapi.MapType) bool {
	return t == uapi.BPF_MAP_TYPE_ARRAY || t == uapi.BPF_MAP_TYPE_PERCPU_ARRAY
}

func isZero(b []byte) bool { return len(bytes.Trim(b, "\x00")) == 0 }
