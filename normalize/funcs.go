package normalize

import (
	"fmt"
	"slices"

	"difftest/btf"
	"difftest/insn"
)

// function is one function of a program as it was sent.
type function struct {
	start, end int // slots, from the start of the program
	insns      []insn.Insn
	name       string
	symbol     *symbol       // of the object; nil if it is not known
	info       *btf.FuncInfo // nil if none starts here
	sub        bool
	moved      shift
}

// split cuts the program into functions: at what calls and addresses go to, where func_info says that one starts and where
// the object's program ends, unless something was put in or left out before; as far as one can start, which is behind an
// instruction that does not go on. The kernel asks for that (check_subprogs).
func (p *prog) split() {
	starts, canStart, can := map[int]bool{0: true}, map[int]bool{}, true
	for _, i := range p.a.insns {
		canStart[i.Slot] = can
		can = i.Op == insn.OpExit || i.Op == insn.OpJump || i.Op == insn.OpJumpFar || i.Op == insn.OpJumpX
	}
	for _, i := range p.a.insns {
		if to, ok := i.Target(); ok && canStart[to] {
			starts[to] = true
		}
	}
	for _, f := range p.a.infos {
		if canStart[int(f.InsnOff)] {
			starts[int(f.InsnOff)] = true
		}
	}
	if s := p.a.symbol; s != nil && canStart[s.size] && s.endStays(p.a.insns) {
		starts[s.size] = true
	}
	for _, i := range p.a.insns {
		if starts[i.Slot] {
			p.addFunc(&function{start: i.Slot, sub: i.Slot > 0})
		}
		f := p.funcs[len(p.funcs)-1]
		f.insns = append(f.insns, i)
		f.end = i.Slot + i.Slots()
	}
	p.giveInfo()
	p.nameFuncs()
}

func (p *prog) addFunc(f *function) {
	p.funcs = append(p.funcs, f)
	p.first[f.start] = f
}

// giveInfo gives the records of func_info to the functions that start where they say.
func (p *prog) giveInfo() {
	for i := range p.a.infos {
		if f := p.first[int(p.a.infos[i].InsnOff)]; f != nil && f.info == nil {
			f.info = &p.a.infos[i]
		}
	}
}

// nameFuncs names the functions: the first as the program, the others by the object's function that has the same
// instructions, else as func_info says, else by the object's function that has nearly the same. Those that cannot be
// told apart are numbered in call order, which does not depend on how the library laid them out.
func (p *prog) nameFuncs() {
	order := p.callOrder()
	told := map[string]bool{} // by func_info, and the instructions agree
	for n, f := range order {
		f.symbol, f.name = p.symbolOf(f)
		if !f.sub {
			f.symbol, f.name = p.a.symbol, p.a.name
		}
		if f.name == "" {
			f.name = fmt.Sprintf("sub%d", n)
		}
		told[f.name] = told[f.name] || p.infoName(f) == f.name
	}
	seen := map[string]int{}
	for _, f := range order {
		if info := p.infoName(f); f.sub && info != "" && info != f.name && told[f.name] {
			f.symbol, f.name = nil, info // it only looks like another, which is there
		}
		f.moved = p.symbols.shiftOf(f)
		if seen[f.name]++; seen[f.name] > 1 {
			f.name = fmt.Sprintf("%s#%d", f.name, seen[f.name])
		}
	}
}

// symbolOf finds the object's function that f was made from, and f's name.
func (p *prog) symbolOf(f *function) (*symbol, string) {
	info, c := p.infoName(f), codeAt(f.insns, f.start, f.end)
	var same []*symbol // the very same instructions
	var named, near *symbol
	least, alike := 0, 0 // of near: what differs, and in how many functions no more does
	for _, s := range p.symbols.funcs {
		differ, of := s.mismatches(c)
		if s.size != f.end-f.start || differ*2 > of || s == p.a.symbol {
			continue
		}
		if differ == 0 {
			same = append(same, s)
		}
		if s.Name == info {
			named = s
		}
		switch {
		case near == nil || differ < least:
			near, least, alike = s, differ, 1
		case differ == least:
			alike++
		}
	}
	switch {
	case len(same) == 1 && !slices.Contains(same, named):
		return same[0], same[0].Name
	case info != "":
		return named, info
	case near != nil && alike == 1 && len(p.a.infos) == 0:
		return near, near.Name
	}
	return nil, ""
}

// symbolName is the name of the object's function that f was made from, as far as that is known.
func (f *function) symbolName() string {
	if f.symbol != nil {
		return f.symbol.Name
	}
	return f.name
}

// infoName is the name that func_info, or a loader without a kernel, gives to f.
func (p *prog) infoName(f *function) string {
	if p.a.reported != nil {
		return p.a.reported.Functions[f.start]
	}
	if f.info == nil {
		return ""
	}
	return p.a.btf.spec.TypeName(f.info.TypeID)
}

// canonicalFuncs writes the program's functions in call order, each with its instructions.
func (p *prog) canonicalFuncs() []Func {
	order := p.callOrder()
	if !p.on(subprogramOrder) {
		order = p.funcs
	} else if !slices.Equal(order, p.funcs) {
		p.fired[subprogramOrder.Name]++
	}
	var out []Func
	for _, f := range order {
		out = append(out, Func{Name: f.name, Insns: p.text(f), Info: p.funcInfo(f)})
	}
	return out
}

// callOrder is the order in which functions are first called, depth first, those that nothing calls at the end.
func (p *prog) callOrder() []*function {
	var order []*function
	seen := map[*function]bool{}
	for _, root := range p.funcs {
		stack := []*function{root}
		for len(stack) > 0 {
			f := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if seen[f] {
				continue
			}
			seen[f] = true
			order = append(order, f)
			callees := p.callees(f)
			slices.Reverse(callees)
			stack = append(stack, callees...)
		}
	}
	return order
}

// callees are the functions that f calls or takes the address of, in the order of its instructions.
func (p *prog) callees(f *function) []*function {
	var out []*function
	for _, i := range f.insns {
		if to, ok := i.Target(); ok && p.first[to] != nil {
			out = append(out, p.first[to])
		}
	}
	return out
}
