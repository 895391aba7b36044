package diffreport

import (
	"slices"
	"strings"

	"difftest/normalize"
)

// comparePrograms compares the programs of both sides.
func (c *comparer) comparePrograms() {
	for _, p := range c.progs {
		c.compareDefault(p)
		if p.ref == nil || p.got == nil {
			continue
		}
		c.compareProgramOutcome(p)
		if !p.ref.Sent || !p.got.Sent {
			continue
		}
		c.compared.Programs++
		c.compareAttrs(p)
		c.compareFuncs(p)
	}
}

// compareDefault compares whether the libraries load a program on their own. Where a load stopped, only that a library
// did try is known.
func (c *comparer) compareDefault(p progPair) {
	refLoads, refKnown := loadsByDefault(p.ref, c.ref)
	gotLoads, gotKnown := loadsByDefault(p.got, c.got)
	if !refKnown || !gotKnown || refLoads == gotLoads {
		return
	}
	c.add(finding{prog: p.key, Difference: Difference{
		Key: "prog " + p.key + " outcome", Kind: KindPrograms, Impact: c.objectImpact(),
		Reference: defaultText(p.ref), Got: defaultText(p.got),
	}})
}

// loadsByDefault reports whether p is loaded on the library's own, and whether that is known.
func loadsByDefault(p *normalize.Program, form *normalize.Form) (loads, known bool) {
	if p != nil && p.Default {
		return true, true
	}
	return false, isLoaded(form)
}

// defaultText says what the library did with p on its own.
func defaultText(p *normalize.Program) string {
	switch {
	case p == nil:
		return absent
	case p.Default && p.Outcome == normalize.ProgramNotLoaded:
		return "tried"
	case p.Default:
		return string(p.Outcome)
	}
	return string(normalize.ProgramNotLoaded)
}

// compareProgramOutcome compares what the kernel said of a program that both sides gave to it. Where both objects are
// loaded, a program that the kernel refused is missing without a word.
func (c *comparer) compareProgramOutcome(p progPair) {
	f := finding{prog: p.key, Difference: Difference{
		Key: "prog " + p.key + " outcome", Kind: KindOutcome, Impact: c.refusalImpact(),
		Reference: string(p.ref.Outcome), Got: string(p.got.Outcome),
	}}
	asked := p.ref.Outcome != normalize.ProgramNotLoaded && p.got.Outcome != normalize.ProgramNotLoaded
	switch {
	case asked && p.ref.Outcome != p.got.Outcome:
	case c.withoutKernel() && p.ref.Outcome == p.got.Outcome: // a runtime has no error numbers
		return
	case asked && p.ref.Outcome == normalize.ProgramRefused && p.ref.Errno != p.got.Errno && !p.poisoned():
		f.Key, f.Impact = "prog "+p.key+" errno", ImpactStage
		f.Reference, f.Got = errnoText(p.ref.Errno), errnoText(p.got.Errno)
	case !asked && p.ref.Outcome != p.got.Outcome && c.bothLoaded() && p.ref.Default == p.got.Default:
	default:
		return
	}
	c.add(f)
}

// poisoned reports whether both sides gave the kernel poisoned instructions: which error number the verifier has for
// them depends on the constant that the library chose, which means nothing.
func (p progPair) poisoned() bool {
	for _, side := range []*normalize.Program{p.ref, p.got} {
		if !slices.ContainsFunc(side.Funcs, func(f normalize.Func) bool { return hasPoison(f.Insns) }) {
			return false
		}
	}
	return true
}

func hasPoison(insns []normalize.Insn) bool {
	return slices.ContainsFunc(insns, func(in normalize.Insn) bool { return strings.HasPrefix(in.Text, "poison ") })
}

// impact is the impact of a difference in what the kernel was given for a program.
func (p progPair) impact() Impact {
	ref, got := p.ref.Outcome == normalize.ProgramLoaded, p.got.Outcome == normalize.ProgramLoaded
	switch {
	case ref && got:
		return ImpactSilent
	case ref || got:
		return ImpactOutcome
	}
	return ImpactStage
}

// compareAttrs compares the attributes of a program.
func (c *comparer) compareAttrs(p progPair) {
	fields := func(side *normalize.Program) []normalize.Field { return c.told(side.Attrs, p.ref, p.got) }
	c.compareFields(fields(p.ref), fields(p.got), func(ref, got normalize.Field) {
		if ref.Name == fieldBoundMaps && p.impact() != ImpactSilent {
			return // libbpf binds them to programs that are loaded
		}
		class := progField(ref.Name)
		c.add(finding{prog: p.key, field: ref.Name, Difference: Difference{
			Key: "prog " + p.key + " " + ref.Name, Kind: class.kind, Impact: class.impactOr(p.impact()),
			Security:  ref.Name == fieldLicense && isGPL(got.Value) && !isGPL(ref.Value),
			Reference: orNotSet(ref.Value), Got: orNotSet(got.Value),
		}})
	}, "prog "+p.key+" ")
}

// compareFuncs compares the functions of a program: which there are, what they do, and what debugging sees of them.
func (c *comparer) compareFuncs(p progPair) {
	pairs, funcNames := pairFuncs(p.key, p.ref, p.got)
	refNames := renames{maps: c.names.ref}
	gotNames := renames{maps: c.names.got, funcs: funcNames}
	wholeInfo := c.compareWholeInfo(p)
	for _, fn := range pairs {
		if fn.ref == nil || fn.got == nil {
			c.missingFunc(p, fn)
			continue
		}
		if fn.renamed {
			c.add(finding{prog: p.key, Difference: Difference{
				Key: fn.key + " name", Kind: KindFuncInfo, Impact: ImpactNaming,
				Reference: fn.ref.Name, Got: fn.got.Name,
			}})
		}
		d := diffCode(newCode(fn.ref.Insns, refNames), newCode(fn.got.Insns, gotNames))
		changes := c.compareInsns(p, fn, d)
		if !wholeInfo.funcs {
			c.compareFuncInfo(p, fn)
		}
		if !wholeInfo.lines {
			c.compareLines(p, fn, d, changes)
		}
	}
}

// missingFunc reports a subprogram that one side does not have.
func (c *comparer) missingFunc(p progPair, fn funcPair) {
	c.add(finding{prog: p.key, fn: fn.name, Difference: Difference{
		Key: fn.key, Kind: KindInstructions, Impact: p.impact(),
		Reference: funcSize(fn.ref), Got: funcSize(fn.got),
	}})
}
