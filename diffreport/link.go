package diffreport

import (
	"slices"
	"strings"

	"difftest/normalize"
)

// link makes each finding that is the consequence of another follow it. It goes in the order in which a load goes, so
// that chains lead back to where they began.
func (c *comparer) link() {
	if len(c.found) < 2 {
		return
	}
	c.linkFields()
	c.linkContents()
	c.linkInsns()
	c.linkSwaps()
	c.linkFuncs()
	use := c.usage()
	c.linkUnneeded(use)
	c.linkMapOutcomes()
	c.linkProgramOutcomes(use)
	c.linkRuns(use)
	c.linkOutcome(use)
	c.linkStopped()
}

// linkStopped links what programs return, where nothing else explains it, to what stopped a load: the other side's
// programs ran one after the other in one load, those of a load that stopped in loads of their own.
func (c *comparer) linkStopped() {
	if c.bothLoaded() {
		return
	}
	for _, f := range c.found {
		if f.Kind == KindRun && f.cause == nil {
			f.follow(c.first(func(o *finding) bool { return o.Kind == KindOutcome }))
		}
	}
}

// first returns the first finding for which is holds, or nil.
func (c *comparer) first(is func(*finding) bool) *finding {
	for _, f := range c.found {
		if is(f) {
			return f
		}
	}
	return nil
}

// about reports whether f is about what a node names.
func (f *finding) about(node string) bool {
	return f.prog != "" && node == "prog "+f.prog || f.mapp != "" && node == "map "+f.mapp
}

// shapeFields are the map attributes that decide which contents a map can hold.
var shapeFields = []string{fieldMapType, "key_size", "value_size", "max_entries", "inner_map"}

// linkContents links what a map holds to its shape, and to the maps and programs that it cannot hold since they are
// missing.
func (c *comparer) linkContents() {
	for _, f := range c.found {
		if f.mapp == kconfigMap && (f.Kind == KindContents || f.Kind == KindMaps) {
			f.follow(c.first(func(o *finding) bool { return o.mapp == kconfigMap && o.field == fieldValueType }))
			f.follow(c.first(func(o *finding) bool { return o.readsOther(f) }))
		}
		if f.Kind != KindContents || f.field == fieldFrozen {
			continue
		}
		f.follow(c.first(func(o *finding) bool { return o.mapp == f.mapp && slices.Contains(shapeFields, o.field) }))
		f.follow(c.first(func(o *finding) bool {
			name := o.prog + o.mapp
			missing := o.Kind == KindPrograms || o.Kind == KindMaps && o.field == ""
			return missing && slices.Contains(strings.Fields(f.Reference+" "+f.Got), name)
		}))
	}
}

// programInputs lists what the kernel judges a program by, the likeliest cause of another judgement first.
var programInputs = []Kind{
	KindInstructions, KindProgramAttr, KindMaps, KindMapSpec, KindContents, KindBTF, KindFuncInfo, KindLineInfo,
}

// linkProgramOutcomes links what the kernel said of a program to what it was given: the program and the maps that the
// program names.
func (c *comparer) linkProgramOutcomes(use usage) {
	for _, f := range c.found {
		if f.Kind != KindOutcome || f.prog == "" {
			continue
		}
		nodes := append([]string{"prog " + f.prog}, use["prog "+f.prog]...)
		for _, kind := range programInputs {
			f.follow(c.first(func(o *finding) bool {
				return o.Kind == kind && o.Impact != ImpactNaming && slices.ContainsFunc(nodes, o.about)
			}))
		}
		f.follow(c.first(func(o *finding) bool { return c.sharesTable(use, o, f.prog) }))
	}
}

// linkMapOutcomes links what the kernel said of a map to what it was given for it.
func (c *comparer) linkMapOutcomes() {
	for _, f := range c.found {
		if f.Kind != KindOutcome || f.mapp == "" {
			continue
		}
		for _, kind := range []Kind{KindMapSpec, KindBTF} {
			f.follow(c.first(func(o *finding) bool {
				return o.Kind == kind && o.mapp == f.mapp && o.Impact != ImpactNaming
			}))
		}
	}
}

// linkRuns links what a run returned to the nearest thing that it depends on and that differs.
func (c *comparer) linkRuns(use usage) {
	for _, f := range c.found {
		if f.Kind != KindRun || f.cause != nil {
			continue
		}
		for _, node := range use.nearest("prog " + f.prog) {
			f.follow(c.first(func(o *finding) bool { return o.about(node) && changesRuns(o) }))
		}
		if c.apart[f.prog] { // and so found its maps as no other program had left them
			f.follow(c.first(func(o *finding) bool { return o.Key == "outcome" }))
		}
		earlier := true // and only those: what a run leaves is what the next one finds
		f.follow(c.first(func(o *finding) bool {
			earlier = earlier && o != f
			return earlier && o.Kind == KindRun && (o.prog == f.prog || f.state != "" && o.state == f.state)
		}))
	}
}

// changesRuns reports whether what f is about can change what programs return.
func changesRuns(f *finding) bool {
	switch f.Kind {
	case KindRun, KindLineInfo, KindFuncInfo, KindBTF:
		return false
	}
	return f.Impact != ImpactNaming && f.Impact != ImpactMetadata
}

// linkOutcome links what became of the object to what stopped its load.
func (c *comparer) linkOutcome(use usage) {
	object := c.first(func(f *finding) bool { return f.Key == "outcome" || f.Key == "stage" })
	if object == nil {
		return
	}
	stopped := c.got
	if isLoaded(c.got) || !isLoaded(c.ref) && stageOrder(c.ref.Stage) < stageOrder(c.got.Stage) {
		stopped = c.ref
	}
	object.follow(c.first(func(f *finding) bool { return c.stops(f, stopped) }))
	if stopped.Stage == normalize.StagePopulate {
		object.follow(c.first(func(f *finding) bool { return c.sharesTable(use, f, "") || c.isInner(use, f) }))
	}
	if object.Key == "stage" { // a load that goes by programs may stop at an earlier one and at a later stage
		other := c.ref
		if stopped == c.ref {
			other = c.got
		}
		object.follow(c.first(func(f *finding) bool { return c.stops(f, other) }))
	}
}

// stops reports whether what f is about stopped the load of form stopped, at its stage.
func (c *comparer) stops(f *finding, stopped *normalize.Form) bool {
	switch stopped.Stage {
	case normalize.StageProgram:
		p := c.programOf(f, stopped)
		judged := f.Kind == KindPrograms || f.Kind == KindOutcome && strings.HasSuffix(f.Key, " outcome")
		return judged && p != nil && p.Outcome == normalize.ProgramRefused
	case normalize.StageMaps:
		m, _ := c.mapOf(f, stopped)
		return f.field == "created" || m != nil && !m.Created && f.Impact != ImpactNaming && f.Kind != KindContents
	case normalize.StageRelocate:
		return f.Kind == KindMapSpec && f.Impact != ImpactNaming && f.mapp != "" && f.mapp == stopped.LastMap
	case normalize.StagePopulate:
		_, other := c.mapOf(f, stopped)
		return f.field == fieldFrozen || other != nil && len(other.Entries) > 0 && f.Impact != ImpactNaming
	}
	return false
}

// programOf returns the program that f is about on the side of form, or nil.
func (c *comparer) programOf(f *finding, form *normalize.Form) *normalize.Program {
	for _, p := range c.progs {
		if p.key == f.prog && form == c.ref {
			return p.ref
		}
		if p.key == f.prog {
			return p.got
		}
	}
	return nil
}

// mapOf returns the map that f is about on the side of form and on the other, or nil.
func (c *comparer) mapOf(f *finding, form *normalize.Form) (m, other *normalize.Map) {
	for _, p := range c.maps {
		if p.key == f.mapp && form == c.ref {
			return p.ref, p.got
		}
		if p.key == f.mapp {
			return p.got, p.ref
		}
	}
	return nil, nil
}

// stageOrder is the place of stage in the order of a load.
func stageOrder(stage normalize.Stage) int {
	return slices.Index([]normalize.Stage{
		normalize.StageOpen, normalize.StageRelocate, normalize.StageBTF, normalize.StageMaps,
		normalize.StagePopulate, normalize.StageProgram,
	}, stage)
}
