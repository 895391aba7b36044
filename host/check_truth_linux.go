package host

import (
	"context"
	"fmt"
	"slices"
	"time"

	"difftest/capture"
	"difftest/normalize"
	"difftest/plugins/plugintest"
	"difftest/uapi"
)

// checkClaims wants what the plugin says it loaded to be what the boundary saw it load.
func (c *checker) checkClaims(ctx context.Context, s plugintest.Subject) error {
	good, err := c.object(goodObject)
	if err != nil {
		return err
	}
	r, err := c.recorder(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	rec := r.record(ctx, good)
	if r.reg.WithoutKernel {
		return reportedClaims(rec)
	}
	if err := claims(rec, s.CommandLine); err != nil || !r.can("program_selection") {
		return err
	}
	only := normalize.Identify(rec)[0].Name
	rec = &capture.Recording{Format: capture.FormatVersion, Object: good.Object, Target: r.target}
	r.load(ctx, rec, good, []string{only})
	rec.Loads[0].Programs = nil // whatever it loads counts
	for _, p := range normalize.Identify(rec) {
		if p.Name != only {
			return fmt.Errorf("asked for program %s it loads %s too", only, p.Name)
		}
	}
	return claims(rec, s.CommandLine)
}

// claims compares the answer to a load with its calls.
func claims(rec *capture.Recording, commandLine bool) error {
	load := rec.Loads[0]
	if load.Answer.Outcome != capture.Loaded {
		return fmt.Errorf("the answer is %s: %s", load.Answer.Outcome, load.Answer.Message)
	}
	seen := map[uint32]string{}
	names := map[string]bool{}
	for _, p := range normalize.Identify(rec) {
		if p.ID == 0 {
			return fmt.Errorf("it answers loaded, but the kernel refused program %s", p.Name)
		}
		seen[p.ID] = p.Name
		names[p.Name] = true
	}
	if len(seen) == 0 {
		return fmt.Errorf("it answers loaded, but gave the kernel no program of the object")
	}
	said := map[string]bool{}
	for _, n := range load.Answer.Programs {
		said[n.Name] = true
		switch name, ok := seen[n.ID]; {
		case n.ID == 0 && !names[n.Name]:
			return fmt.Errorf("it names program %s, which it did not load", n.Name)
		case n.ID != 0 && !ok:
			return fmt.Errorf("it names program %s with id %d, which it did not load", n.Name, n.ID)
		case n.ID != 0 && name != n.Name:
			return fmt.Errorf("it says that id %d is program %s, which is %s", n.ID, n.Name, name)
		}
	}
	if commandLine && len(said) == 0 {
		return nil
	}
	for name := range names {
		if !said[name] {
			return fmt.Errorf("it loads program %s and does not say so", name)
		}
	}
	return mapClaims(load)
}

// mapClaims wants each map that is named to have been created or opened in the load.
func mapClaims(load capture.Load) error {
	have := map[uint32]bool{}
	for _, call := range load.Calls {
		if call.Created != nil && call.Created.Kind == capture.KindMap && !call.Own {
			have[call.Created.ID] = true
		}
	}
	for _, n := range load.Answer.Maps {
		if n.ID != 0 && !have[n.ID] {
			return fmt.Errorf("it names map %s with id %d, which it did not create", n.Name, n.ID)
		}
	}
	return nil
}

// checkStage wants a load that stopped at the kernel to be told from one that stopped before it.
func (c *checker) checkStage(ctx context.Context, s plugintest.Subject) error {
	r, err := c.recorder(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	refused, err := c.object(refusedObject)
	if err != nil {
		return err
	}
	rec := r.record(ctx, refused)
	answer := rec.Loads[0].Answer
	switch sent := len(normalize.Identify(rec)) > 0; {
	case r.reg.WithoutKernel:
	case answer.Outcome != capture.Rejected:
		return fmt.Errorf("for a program that the kernel refuses it answers %s: %s", answer.Outcome, answer.Message)
	case s.CommandLine: // it may load another section only
	case !sent:
		return fmt.Errorf("it refuses an object whose program is the verifier's to refuse, without asking the kernel")
	case answer.Call != "load":
		return fmt.Errorf("the kernel refused the program, it says that %s did", answer.Call)
	}
	garbage, err := c.object(garbageObject)
	if err != nil {
		return err
	}
	rec = r.record(ctx, garbage)
	if answer := rec.Loads[0].Answer; answer.Outcome != capture.Rejected {
		return fmt.Errorf("for what is no object it answers %s: %s", answer.Outcome, answer.Message)
	}
	if len(normalize.Identify(rec)) > 0 {
		return fmt.Errorf("it gives the kernel a program of what is no object")
	}
	if r.reg.WithoutKernel {
		return plugintest.NotApplicable("its loader has no kernel that could refuse a program")
	}
	return nil
}

// idleTime is how long a plugin is watched while it has nothing to do.
const idleTime = 300 * time.Millisecond

// checkOutside wants no bpf(2) call before, between and after loads.
func (c *checker) checkOutside(ctx context.Context, _ plugintest.Subject) error {
	good, err := c.object(goodObject)
	if err != nil {
		return err
	}
	r, err := c.recorder(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	time.Sleep(idleTime)
	if err := outside(r.plug, "before the first load"); err != nil {
		return err
	}
	r.record(ctx, good)
	if r.plug == nil {
		return fmt.Errorf("the plugin is gone after a load")
	}
	time.Sleep(idleTime)
	return outside(r.plug, "after a load")
}

// outside returns an error that names the calls which the plugin made while it was not asked to.
func outside(p *plug, when string) error {
	calls := p.proc.Load().Outside()
	calls = slices.DeleteFunc(calls, func(c capture.Call) bool { return c.Own })
	if len(calls) == 0 {
		return nil
	}
	return fmt.Errorf("%d calls of bpf(2) %s, the first %v", len(calls), when, uapi.Cmd(calls[0].Cmd))
}

// checkAgrees wants two loads by one process and one by another to give the same canonical form.
func (c *checker) checkAgrees(ctx context.Context, _ plugintest.Subject) error {
	good, err := c.object(goodObject)
	if err != nil {
		return err
	}
	var recs []*capture.Recording
	for range 2 {
		r, err := c.recorder(ctx)
		if err != nil {
			return err
		}
		for range 3 {
			recs = append(recs, r.record(ctx, good))
		}
		r.close()
	}
	key, differs := unlike((&app{}).sides(recs))
	if differs {
		return fmt.Errorf("the same object twice: %s is not the same", key)
	}
	return nil
}
