package host

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/sys/unix"

	"difftest/capture"
	"difftest/capture/progrun"
	"difftest/capture/tracer"
	"difftest/corpus"
	"difftest/normalize"
	"difftest/plugins/proto"
)

// recorder makes recordings of one loader with one plugin process, which it restarts after a crash or a hang.
type recorder struct {
	reg    Registration
	digest string
	target capture.Target
	has    func() corpus.Target // of what cases need
	kernel *kernelBTF
	limit  time.Duration // for one load

	isolate bool        // end the plugin after each object
	runs    *testRunner // nil: no test runs
	plug    *plug

	fresh bool     // the object is loaded anew for the runs of each program
	only  string   // the program whose runs the load is for; empty for all
	later []string // programs whose runs are still to be made

	tamper tracer.Tamper // for tests alone: nil everywhere else
}

// record loads obj and returns everything that was observed. What goes wrong is in the recording: it is never nil.
func (r *recorder) record(ctx context.Context, obj *Object) *capture.Recording {
	rec := &capture.Recording{
		Format: capture.FormatVersion, Object: obj.Object, Target: r.target,
		Loader: capture.Loader{Name: r.reg.Name, Digest: r.digest, WithoutKernel: r.reg.WithoutKernel},
	}
	if len(obj.Case.Needs) > 0 {
		rec.Unmet = obj.Case.Unmet(r.has())
	}
	r.fresh = obj.Case.FreshState
	r.load(ctx, rec, obj, nil)
	r.freshRuns(ctx, rec, obj)
	for _, program := range r.remaining(rec) {
		if ctx.Err() != nil {
			break
		}
		r.load(ctx, rec, obj, []string{program})
	}
	if r.plug != nil {
		rec.Loader.Version = r.plug.about.Version
	}
	rec.KernelTypes = r.kernel.name(rec)
	if r.isolate {
		r.close()
	}
	return rec
}

// remaining lists the programs to be asked for one at a time: those that a load of the whole object, which the library
// refused when it was asked to load, did not reach. An object that cannot be opened has none. The contract's strings are
// UTF-8, so that no plugin can be asked for a program whose name is not.
func (r *recorder) remaining(rec *capture.Recording) []string {
	answer := rec.Loads[0].Answer
	if answer.Outcome != capture.Rejected || answer.Call == "open" || rec.Object.Facts == nil {
		return nil
	}
	if !slices.Contains(r.reg.Capabilities, "program_selection") {
		return nil
	}
	sent := map[string]bool{}
	for _, p := range normalize.Identify(rec) {
		sent[p.Name] = true
	}
	var names []string
	for _, f := range rec.Object.Facts.Funcs {
		if f.IsProgram() && !sent[f.Name] && utf8.ValidString(f.Name) && !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
	}
	return names
}

// load makes one load and appends it to rec.
func (r *recorder) load(ctx context.Context, rec *capture.Recording, obj *Object, programs []string) {
	traced, release := r.open(ctx, rec, obj, programs)
	defer release()
	if traced != nil {
		r.testRuns(ctx, rec, traced)
	}
}

// open makes one load, appends it to rec, and holds what it has brought into the kernel until release is called. It
// returns nil if the plugin broke.
func (r *recorder) open(
	ctx context.Context, rec *capture.Recording, obj *Object, programs []string,
) (held *tracer.Load, release func()) {
	rec.Loads = append(rec.Loads, capture.Load{Programs: programs})
	load := &rec.Loads[len(rec.Loads)-1]
	if err := r.ensure(ctx); err != nil {
		load.Answer = capture.Answer{Outcome: capture.Broken, Message: err.Error()}
		return nil, func() {}
	}
	proc := r.plug.proc.Load()
	unpin, err := pinBefore(proc, obj)
	if err != nil {
		load.Answer = capture.Answer{Outcome: capture.Broken, Message: "set-up: " + err.Error()}
		return nil, func() {}
	}
	traced := proc.Begin()
	release = func() { traced.Close(); unpin() }
	resp, answer := r.ask(ctx, obj, programs)
	load.Answer = answer
	proc.End()
	load.Calls = append(proc.Outside(), traced.Calls()...)
	if r.reg.WithoutKernel {
		takeReport(load, resp.GetReport())
	}
	for _, id := range traced.Held(capture.KindMap) {
		fd, _ := traced.FD(capture.KindMap, id)
		load.Maps = append(load.Maps, progrun.ReadMap(fd, r.target.CPUs))
	}
	if load.Answer.Outcome == capture.Broken {
		r.close() // its state is unknown: the next load gets a new process
		return nil, release
	}
	if load.Pins, err = proc.TakePins(); err != nil {
		load.Answer.Message = strings.TrimSpace(load.Answer.Message + " (" + err.Error() + ")")
	}
	return traced, release
}

// ensure starts the plugin if it does not run.
func (r *recorder) ensure(ctx context.Context) error {
	if r.plug != nil {
		return nil
	}
	p, err := startPlugin(ctx, r.reg, r.tamper)
	if err != nil {
		return err
	}
	r.plug = p
	return nil
}

// ask sends the request and translates the answer.
func (r *recorder) ask(
	ctx context.Context, obj *Object, programs []string,
) (*proto.LoadResponse, capture.Answer) {
	ctx, cancel := context.WithTimeout(ctx, r.limit)
	defer cancel()
	resp, err := r.plug.rpc.Load(ctx, request(obj, programs))
	if err != nil {
		return nil, capture.Answer{Outcome: capture.Broken, Message: r.plug.broke(ctx, err, r.limit)}
	}
	return resp, translate(resp)
}

// request is what a plugin is asked for: the same for every loader.
func request(obj *Object, programs []string) *proto.LoadRequest {
	req := &proto.LoadRequest{
		ObjectPath: obj.Abs, Programs: programs,
		TargetBtfPath: absolute(obj.Case.TargetBTF), Kconfig: obj.Case.Kconfig, PinPath: obj.Case.PinPath,
		Globals: obj.Case.Globals, AttachTargets: map[string]string{},
	}
	if obj.Facts == nil {
		return req
	}
	for _, f := range obj.Facts.Funcs {
		_, target, ok := strings.Cut(f.Section, "/")
		if ok && f.IsProgram() && target != "" && utf8.ValidString(target) && utf8.ValidString(f.Name) {
			req.AttachTargets[f.Name] = target
		}
	}
	return req
}

// translate turns the contract's answer into the recording's. An answer without an outcome breaks the contract.
func translate(resp *proto.LoadResponse) capture.Answer {
	switch o := resp.Outcome.(type) {
	case *proto.LoadResponse_Loaded:
		return capture.Answer{
			Outcome: capture.Loaded, Programs: named(o.Loaded.Programs), Maps: named(o.Loaded.Maps),
		}
	case *proto.LoadResponse_Rejected:
		call, ok := map[proto.Call]string{proto.Call_CALL_OPEN: "open", proto.Call_CALL_LOAD: "load"}[o.Rejected.Call]
		if !ok {
			return capture.Answer{Outcome: capture.Broken, Message: "the answer is rejected without a call"}
		}
		return capture.Answer{
			Outcome: capture.Rejected, Call: call, Errno: int(o.Rejected.Errno),
			Message: o.Rejected.Message, Program: o.Rejected.Program,
		}
	case *proto.LoadResponse_Unsupported:
		return capture.Answer{Outcome: capture.Unsupported, Message: o.Unsupported.Message}
	}
	return capture.Answer{Outcome: capture.Broken, Message: "the answer has no outcome"}
}

func named(list []*proto.Named) []capture.Named {
	out := make([]capture.Named, len(list))
	for i, n := range list {
		out[i] = capture.Named{Name: n.Name, ID: n.Id}
	}
	return out
}

// close ends the plugin process.
func (r *recorder) close() {
	if r.plug != nil {
		r.plug.stop()
		r.plug = nil
	}
}

// thisTarget describes the running kernel.
func thisTarget(kernel *kernelBTF) (capture.Target, error) {
	var uts unix.Utsname
	if err := unix.Uname(&uts); err != nil {
		return capture.Target{}, fmt.Errorf("uname: %w", err)
	}
	return capture.Target{
		Kernel: unix.ByteSliceToString(uts.Release[:]), Arch: runtime.GOARCH,
		CPUs: tracer.PossibleCPUs(), BTF: kernel.digest,
	}, nil
}

var errNoPrivileges = errors.New("recording needs root: loading BPF and observing it takes CAP_BPF, CAP_NET_ADMIN, " +
	"CAP_PERFMON, CAP_SYS_ADMIN and CAP_SYS_PTRACE; run it with sudo, or compare recordings with `difftest diff`")
