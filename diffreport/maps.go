package diffreport

import (
	"strings"

	"difftest/normalize"
)

// compareMaps compares the maps of both sides. A map that is missing on a side whose load stopped may only not have
// been reached.
func (c *comparer) compareMaps() {
	for _, m := range c.maps {
		switch {
		case (m.ref == nil || m.got == nil) && c.compareInner(m):
		case m.ref == nil && isLoaded(c.ref), m.got == nil && isLoaded(c.got):
			c.add(finding{mapp: m.key, Difference: Difference{
				Key: "map " + m.key, Kind: KindMaps, Impact: c.objectImpact(),
				Reference: mapText(m.ref), Got: mapText(m.got),
			}})
		case m.ref == nil, m.got == nil:
		default:
			c.compareMap(m)
		}
	}
}

// compareMap compares a map that both sides have.
func (c *comparer) compareMap(m mapPair) {
	c.compared.Maps++
	if m.ref.Unwatched != "" || m.got.Unwatched != "" {
		c.compared.Unwatched++
	}
	var detail *Detail
	if m.note != "" {
		detail = &Detail{Note: m.note}
	}
	report := func(suffix string, kind Kind, impact Impact, ref, got string) *finding {
		return c.add(finding{mapp: m.key, field: suffix, Difference: Difference{
			Key: strings.TrimSuffix("map "+m.key+" "+suffix, " "), Kind: kind, Impact: impact,
			Reference: ref, Got: got, Detail: detail,
		}})
	}
	if m.renamed {
		report("name", KindMaps, ImpactNaming, m.ref.Name, m.got.Name)
	}
	switch refused := (m.ref.Errno != 0) != (m.got.Errno != 0); {
	case refused:
		report("outcome", KindOutcome, c.objectImpact(), createdText(m.ref), createdText(m.got))
	case m.ref.Errno != m.got.Errno:
		report("errno", KindOutcome, ImpactStage, errnoText(m.ref.Errno), errnoText(m.got.Errno))
	case m.ref.Errno == 0 && m.ref.Created != m.got.Created:
		report("created", KindMaps, c.objectImpact(), createdText(m.ref), createdText(m.got))
	}
	filled := c.filled(m)
	fields := func(side *normalize.Map) []normalize.Field {
		return c.told(c.reached(side.Spec, filled), m.ref, m.got)
	}
	c.compareFields(fields(m.ref), fields(m.got), func(ref, got normalize.Field) {
		if ref.Name == fieldName && m.ref.Ambiguous != m.got.Ambiguous && sameCut(ref.Value, got.Value) {
			return // the full name is known of one side alone
		}
		class := mapField(ref.Name)
		f := report(ref.Name, class.kind, class.impactOr(c.objectImpact()), orNotSet(ref.Value), orNotSet(got.Value))
		f.untold = rawOf(ref.Raw, ref.Value, ref.Rules).text == rawOf(got.Raw, got.Value, got.Rules).text
	}, "map "+m.key+" ")
	if filled && c.tellsContents(m) {
		c.compareContents(m, report)
	}
}

// sameCut reports whether two names are the same as the kernel keeps them.
func sameCut(a, b string) bool {
	return a[:min(len(a), kernelNameLen)] == b[:min(len(b), kernelNameLen)]
}

// filled reports whether both loads went far enough to fill map m and to freeze it: they went through, or stopped at a
// program, and m is not one of those that are filled only after the programs are loaded.
func (c *comparer) filled(m mapPair) bool {
	late := holdsObjects(m.ref) || holdsObjects(m.got)
	reached := func(f *normalize.Form) bool {
		return isLoaded(f) || f.Stage == normalize.StageProgram && !late
	}
	return reached(c.ref) && reached(c.got)
}

// holdsObjects reports whether m holds maps or programs, which libraries put in last.
func holdsObjects(m *normalize.Map) bool {
	t := strings.ToUpper(field(m.Spec, fieldMapType).Value)
	return strings.Contains(t, "PROG_ARRAY") || strings.Contains(t, "_OF_MAPS") || strings.Contains(t, "STRUCT_OPS")
}

// reached leaves out the fields that a load which stopped may not have come to.
func (c *comparer) reached(spec []normalize.Field, filled bool) []normalize.Field {
	if c.bothLoaded() {
		return spec
	}
	var out []normalize.Field
	for _, f := range spec {
		refused := strings.HasPrefix(f.Value, "refused") // to be frozen: as far as that it did come
		if f.Name != fieldPinned && (f.Name != fieldFrozen || filled || refused) {
			out = append(out, f)
		}
	}
	return out
}

func createdText(m *normalize.Map) string {
	switch {
	case m.Errno != 0:
		return "refused"
	case m.Created:
		return "created"
	}
	return "reused"
}

// mapText describes a map that only one side has.
func mapText(m *normalize.Map) string {
	if m == nil {
		return absent
	}
	if t := field(m.Spec, fieldMapType).Value; t != "" {
		return t
	}
	return "present"
}

// mapBody writes all of a map but its name.
func mapBody(m *normalize.Map) string {
	var b strings.Builder
	for _, f := range m.Spec {
		if mapField(f.Name).impact != ImpactNaming {
			b.WriteString(f.Name + "=" + f.Value + "\n")
		}
	}
	for _, e := range m.Entries {
		b.WriteString(e.Key + ":" + e.Value + "\n")
	}
	b.WriteString(m.Problem)
	return b.String()
}

// mapDistance counts how far two maps are apart.
func mapDistance(a, b *normalize.Map) int {
	n := fieldDistance(a.Spec, b.Spec)
	for _, s := range entrySteps(a.Entries, b.Entries) {
		if s.differs() {
			n++
		}
	}
	return n
}

// reusesRefusedMap reports whether the loader loaded the object with a map that existed before, where the reference
// refused to reuse it: it looked at the map, or it stopped before it had one. Libraries compare a map with what the
// object says by themselves, so the kernel need not have refused anything.
func (c *comparer) reusesRefusedMap() bool {
	if isLoaded(c.ref) || !isLoaded(c.got) {
		return false
	}
	for _, m := range c.maps {
		if !isReused(m.got) {
			continue
		}
		before := c.ref.Stage == normalize.StageMaps || c.ref.Stage == normalize.StageRelocate
		if m.ref == nil && before || isReused(m.ref) {
			return true
		}
	}
	return false
}

// isReused reports whether m is a map that existed before the load.
func isReused(m *normalize.Map) bool { return m != nil && !m.Created && m.Errno == 0 }
