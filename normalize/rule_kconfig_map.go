package normalize

import (
	"fmt"
	"slices"
	"strings"

	"difftest/btf"
	"difftest/insn"
)

var kconfigMap = Rule{
	Name: "kconfig-map",
	Erases: "how many maps hold the answers to a program's questions to the kernel's configuration, where in the map " +
		"an answer lies, with the map's size and the types that say so, and those that no program reads",
	Because: "libbpf makes one map for the object and sorts it, cilium/ebpf makes one for each program; a program reads " +
		"variables",
	Source: "https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.c#L4444, " +
		"https://github.com/cilium/ebpf/blob/v0.22.0/linker.go#L398 (resolveKconfigReferences)",
	Keeps: "the variable that each instruction reads and the bytes that it finds; two maps that answer differently or " +
		"are not alike; every other attribute, above all whether the map is read-only and frozen; a map whose type " +
		"does not say where an answer lies",
}

// kconfigCopy is one map of answers.
type kconfigCopy struct {
	l    *load
	m    *mapObj
	spec *btf.Spec
	vars []btf.VarSecinfo
}

// kconfigCopy returns what is known of a map of answers. ok is false if the map is none, or the rule is switched off,
// or nothing says which variable lies where.
func (c *canon) kconfigCopy(m *mapObj) (k kconfigCopy, ok bool) {
	if m == nil || m.section != kconfigSection || m.create == nil || !m.create.ok() || !c.on(kconfigMap) {
		return k, false
	}
	b := c.sent(m.create, "btf_fd")
	if b == nil {
		return k, false
	}
	t, ok := b.spec.Type(uint32(m.attr.BTFValueTypeID))
	return kconfigCopy{m: m, spec: b.spec, vars: t.Vars}, ok && t.Kind == btf.Datasec
}

// name is the name of a variable.
func (k kconfigCopy) name(v btf.VarSecinfo) string { return k.spec.TypeName(v.Type) }

// kconfigRef names the variable that an instruction reads. It reports whether it did.
func (p *prog) kconfigRef(v *value, i insn.Insn, id uint32) bool {
	k, ok := p.kconfigCopy(p.l.mapByID[id])
	if !ok {
		return false
	}
	at := i.High()
	for _, secinfo := range k.vars {
		if at < secinfo.Offset || at-secinfo.Offset >= max(secinfo.Size, 1) {
			continue
		}
		name := k.name(secinfo)
		p.read[name] = true
		if at > secinfo.Offset {
			name += fmt.Sprintf("[%d]", at-secinfo.Offset)
		}
		p.apply(v, kconfigMap, i.Symbolic("kconfig "+name))
		return true
	}
	return false
}

// kconfigForm makes one map of all copies, with the variables that programs read.
func (c *canon) kconfigForm(copies []kconfigCopy) (m Map, ok bool) {
	m = Map{Name: kconfigSection, Created: true}
	answers := map[string][]string{}
	for _, k := range copies {
		c.fired[kconfigMap.Name]++
		for _, v := range k.vars {
			name := k.name(v)
			answer := k.answer(v)
			if c.read[name] && !slices.Contains(answers[name], answer) {
				answers[name] = append(answers[name], answer)
			}
		}
		m.Spec = alternatives(m.Spec, c.kconfigSpec(k))
	}
	for name, values := range answers {
		slices.Sort(values)
		m.Entries = append(m.Entries, Entry{name, strings.Join(values, " or ")})
	}
	slices.SortFunc(m.Entries, func(a, b Entry) int { return strings.Compare(a.Key, b.Key) })
	return m, len(answers) > 0
}

// answer is the value of a variable in hex.
func (k kconfigCopy) answer(v btf.VarSecinfo) string {
	if k.m.state == nil {
		return "not read"
	}
	for _, e := range k.m.state.Entries {
		if uint64(v.Offset)+uint64(v.Size) <= uint64(len(e.Value)) {
			return "0x" + hexBytes(e.Value[v.Offset:v.Offset+v.Size])
		}
	}
	return "0"
}

// kconfigSpec is the map's attributes without those that say where an answer lies.
func (c *canon) kconfigSpec(k kconfigCopy) []Field {
	var out fields
	for _, f := range c.mapSpec(k.l, k.m) {
		v := value{f.Value, f.Raw, f.Rules}
		switch f.Name {
		case "value_size", "key_type":
			c.apply(&v, kconfigMap, "")
		case "value_type":
			c.apply(&v, kconfigMap, "section "+k.spec.TypeName(uint32(k.m.attr.BTFValueTypeID)))
		}
		out.add(f.Name, v)
	}
	return out
}

// alternatives joins the attributes of maps that are shown as one: where they differ all values are given.
func alternatives(a, b []Field) []Field {
	if len(a) == 0 {
		return b
	}
	var out fields
	for _, f := range a {
		out.add(f.Name, either(f, fieldOf(b, f.Name)))
	}
	for _, f := range b {
		if fieldOf(a, f.Name).Name == "" {
			out.add(f.Name, either(Field{Name: f.Name}, f))
		}
	}
	return out
}

func either(a, b Field) value {
	v := value{a.Value, a.Raw, a.Rules}
	if !slices.Contains(strings.Split(a.Value, " or "), b.Value) {
		v.text = strings.Join([]string{orNone(a.Value), orNone(b.Value)}, " or ")
	}
	return v
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// fieldOf returns the field of that name; the zero Field if there is none.
func fieldOf(list []Field, name string) Field {
	for _, f := range list {
		if f.Name == name {
			return f
		}
	}
	return Field{}
}
