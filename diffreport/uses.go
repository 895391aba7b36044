package diffreport

import (
	"slices"
	"strings"

	"difftest/normalize"
)

// A usage says which maps and programs reach which: a program the maps that it names, a map the maps and programs that
// it holds. It goes both ways, since programs change what other programs find in a map. Nodes are "prog a", "map b".
type usage map[string][]string

func (u usage) add(a, b string) {
	if a == b || slices.Contains(u[a], b) {
		return
	}
	u[a], u[b] = append(u[a], b), append(u[b], a)
}

// usage collects what uses what on either side.
func (c *comparer) usage() usage {
	u := usage{}
	names := c.nodeNames()
	for _, p := range c.progs {
		for name := range usedMaps(p.ref) {
			u.add("prog "+p.key, nodeOf(compared("map", name, c.names.ref), names))
		}
		for name := range usedMaps(p.got) {
			u.add("prog "+p.key, nodeOf(compared("map", name, c.names.got), names))
		}
	}
	for _, m := range c.maps {
		for _, side := range []*normalize.Map{m.ref, m.got} {
			if side == nil {
				continue
			}
			for _, e := range side.Entries {
				for _, node := range heldNodes(e.Value, names) {
					u.add("map "+m.key, node)
				}
			}
		}
	}
	for node := range u {
		slices.Sort(u[node])
	}
	return u
}

// nodeNames returns the node for each "map name" and "prog name" by which values and instructions refer to it.
func (c *comparer) nodeNames() map[string]string {
	names := map[string]string{}
	for _, p := range c.progs {
		side := p.ref
		if side == nil {
			side = p.got
		}
		setOnce(names, "prog "+side.Name, "prog "+p.key)
	}
	for _, m := range c.maps {
		if m.ref != nil {
			setOnce(names, compared("map", m.ref.Name, c.names.ref), "map "+m.key)
		}
		if m.got != nil {
			setOnce(names, compared("map", m.got.Name, c.names.got), "map "+m.key)
		}
	}
	return names
}

// nodeOf returns the node called name; one that neither side lists is its own.
func nodeOf(name string, names map[string]string) string {
	if node, ok := names[name]; ok {
		return node
	}
	return name
}

func setOnce(m map[string]string, key, value string) {
	if _, ok := m[key]; !ok {
		m[key] = value
	}
}

// compared returns "kind name" with the name under which it is compared.
func compared(kind, name string, renamed map[string]string) string {
	if as, ok := renamed[name]; ok {
		name = as
	}
	return kind + " " + name
}

// usedMaps returns the names of the maps that the instructions of p name.
func usedMaps(p *normalize.Program) map[string]bool {
	used := map[string]bool{}
	if p == nil {
		return used
	}
	for _, f := range p.Funcs {
		for _, in := range f.Insns {
			switch ref, _ := parseRef(in.Text); ref.kind {
			case "map":
				used[ref.name] = true
			case "kconfig":
				used[".kconfig"] = true
			}
		}
	}
	return used
}

// heldNodes returns the maps and programs that a value of a map names.
func heldNodes(value string, names map[string]string) []string {
	var nodes []string
	for _, kind := range []string{"map ", "prog "} {
		if node, ok := names[kind+strings.TrimPrefix(value, kind)]; ok {
			nodes = append(nodes, node)
		}
	}
	return nodes
}

// nearest returns the nodes that can be reached from node, the nearest first.
func (u usage) nearest(node string) []string {
	order, seen := []string{node}, map[string]bool{node: true}
	for i := 0; i < len(order); i++ {
		for _, next := range u[order[i]] {
			if !seen[next] {
				seen[next] = true
				order = append(order, next)
			}
		}
	}
	return order
}
