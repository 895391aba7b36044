package host

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"difftest/capture"
	"difftest/insn"
	"difftest/normalize"
	"difftest/plugins/proto"
	"difftest/uapi"
)

// reportedRunLimit is how long a run of a runtime without a kernel may take: as much as the kernel's may.
const reportedRunLimit = 5 * time.Second

// takeReport puts what a loader without a kernel tells in the place of what the boundary shows of others. Where that
// breaks the contract the load is broken.
func takeReport(load *capture.Load, report *proto.Report) {
	if load.Answer.Outcome == capture.Broken {
		return
	}
	err := readReport(load, report)
	switch {
	case len(load.Calls) > 0:
		err = fmt.Errorf("its loader has no kernel underneath, it says, but it makes %d calls of bpf(2), the first %v",
			len(load.Calls), load.Calls[0].Cmd)
	case load.Answer.Outcome == capture.Loaded && report == nil:
		err = errors.New("it reports nothing of what it loaded")
	}
	if err != nil {
		load.Answer = capture.Answer{Outcome: capture.Broken, Message: err.Error()}
	}
}

func readReport(load *capture.Load, report *proto.Report) error {
	numbers := map[uint32]bool{}
	for _, m := range report.GetMaps() {
		if m.Name == "" || m.Number == 0 || numbers[m.Number] {
			return fmt.Errorf("it reports map %q with number %d: want a name, and a number of its own", m.Name, m.Number)
		}
		numbers[m.Number] = true
		load.Maps = append(load.Maps, reportedMap(m))
	}
	for _, p := range report.GetPrograms() {
		if p.Name == "" || len(p.Instructions)%insn.SlotSize != 0 {
			return fmt.Errorf("it reports program %q with %d bytes of instructions", p.Name, len(p.Instructions))
		}
		reported := capture.ReportedProgram{
			Name: p.Name, Insns: p.Instructions, Type: uapi.ProgType(p.Type), Refusal: p.Refusal, Functions: map[int]string{},
		}
		for _, f := range p.Functions {
			reported.Functions[int(f.Start)] = f.Name
		}
		load.Reported = append(load.Reported, reported)
	}
	return nil
}

func reportedMap(m *proto.ReportedMap) capture.MapState {
	state := capture.MapState{ID: m.Number, Name: m.Name, Info: uapi.MapInfo{
		Type: uapi.MapType(m.Type), KeySize: m.KeySize, ValueSize: m.ValueSize, MaxEntries: m.MaxEntries,
		MapFlags: uapi.MapFlags(m.MapFlags), MapExtra: m.MapExtra,
	}}
	if m.Contents == nil {
		state.Problem = "not reported"
	}
	for _, e := range m.Contents.GetElements() {
		state.Entries = append(state.Entries, capture.Entry{Key: e.Key, Value: e.Value})
	}
	return state
}

// reportedRuns has a runtime without a kernel run the programs of the load that has just been made.
func (r *recorder) reportedRuns(ctx context.Context, rec *capture.Recording) {
	refused := map[string]bool{}
	for _, p := range rec.Loads[len(rec.Loads)-1].Reported {
		refused[p.Name] = p.Refusal != ""
	}
	programs := slices.DeleteFunc(r.programsToRun(rec, normalize.Identify(rec)), func(p normalize.Identified) bool {
		return refused[p.Name] || p.Type == uapi.BPF_PROG_TYPE_UNSPEC
	})
	r.runEach(rec, programs, func(p normalize.Identified, inputs []capture.Input) []capture.Run {
		var runs []capture.Run
		for _, in := range inputs {
			run := r.reportedRun(ctx, p.Name, in)
			run.Input = in.Name
			runs = append(runs, run)
		}
		return runs
	})
}

// reportedRun has the plugin make one run. A plugin that breaks in it is ended, and makes no other run of its load.
func (r *recorder) reportedRun(ctx context.Context, program string, in capture.Input) capture.Run {
	if r.plug == nil {
		return capture.Run{Status: capture.RunNotMade, Problem: "the plugin broke in an earlier run"}
	}
	ctx, cancel := context.WithTimeout(ctx, reportedRunLimit)
	defer cancel()
	resp, err := r.plug.rpc.Run(ctx, &proto.RunRequest{Program: program, Data: in.Data, Context: in.Ctx})
	if err == nil {
		return ranAs(resp)
	}
	run := capture.Run{Status: capture.RunDied, Problem: r.plug.broke(ctx, err, reportedRunLimit)}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		run.Status = capture.RunTimedOut
	}
	r.close()
	return run
}

// ranAs turns the contract's answer to a run into the recording's.
func ranAs(resp *proto.RunResponse) capture.Run {
	untold := []capture.RunPart{capture.RunContext, capture.RunChanges}
	switch o := resp.Outcome.(type) {
	case *proto.RunResponse_Done:
		if o.Done.Data == nil {
			untold = append(untold, capture.RunData)
		}
		return capture.Run{Status: capture.RunDone, Retval: o.Done.Retval, DataOut: o.Done.Data, Unreported: untold}
	case *proto.RunResponse_Stopped:
		return capture.Run{Status: capture.RunRefused, Problem: o.Stopped.Message, Unreported: untold}
	case *proto.RunResponse_Unsupported:
		return capture.Run{Status: capture.RunNotMade, Problem: o.Unsupported.Message}
	}
	return capture.Run{Status: capture.RunDied, Problem: "the answer to a run has no outcome"}
}
