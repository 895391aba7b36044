package normalize

import (
	"difftest/capture"
	"difftest/uapi"
)

// enoent is the errno by which the kernel says that nothing is pinned at a path yet.
const enoent = 2

// outcome says how the load of the whole object ended and where. The stage comes from the calls alone: from the last
// one that the kernel refused and that no later attempt made good.
func (c *canon) outcome(form *Form) {
	l := c.loads[0]
	form.Outcome, form.Message = l.Answer.Outcome, l.Answer.Message
	if form.Outcome != capture.Rejected {
		return
	}
	form.Errno = l.Answer.Errno
	call, stage := l.lastRefused()
	switch {
	case call != nil:
		form.Stage, form.Errno = stage, call.errno()
	case l.reportsRefusal():
		form.Stage = StageProgram
	case l.Answer.Call == "open":
		form.Stage = StageOpen
	default:
		form.Stage, form.LastMap = StageRelocate, l.lastMap()
	}
}

// lastMap names the map that the last call for the object worked on: a library that then gives up may have failed to
// map its value into memory, which is no bpf(2). It is empty if that call was about something else.
func (l *load) lastMap() string {
	for i := len(l.calls) - 1; i >= 0; i-- {
		if call := l.calls[i]; call.class == ClassObject {
			if m := l.mapByID[max(call.mapFD(), call.created(capture.KindMap))]; m != nil {
				return m.name.text
			}
			return ""
		}
	}
	return ""
}

// lastRefused returns the last call for the object that was refused for good, and the stage that it stands for.
func (l *load) lastRefused() (*call, Stage) {
	good := l.madeGood()
	for i := len(l.calls) - 1; i >= 0; i-- {
		call := l.calls[i]
		if call.class != ClassObject {
			continue
		}
		if call.ok() {
			continue
		}
		if stage := l.stageOf(i, good); stage != "" {
			return call, stage
		}
	}
	return nil, ""
}

// madeGood holds the index of the last call after which BTF was evidently not missed: one that creates a map or loads
// a program of the object.
func (l *load) madeGood() int {
	last := -1
	for i, call := range l.calls {
		switch call.attr.(type) {
		case *uapi.MapCreateAttr, *uapi.ProgLoadAttr:
			if call.class == ClassObject {
				last = i
			}
		}
	}
	return last
}

// stageOf returns the stage of the refused call i; empty if its refusal stops no load. Libraries go on where BTF is
// refused that they can do without, and where nothing is pinned yet.
func (l *load) stageOf(i, good int) Stage {
	call := l.calls[i]
	switch call.attr.(type) {
	case *uapi.ProgLoadAttr:
		return StageProgram
	case *uapi.MapCreateAttr:
		return StageMaps
	case *uapi.ObjPinAttr:
		return StageMaps
	case *uapi.ObjGetAttr:
		if call.errno() != enoent {
			return StageMaps
		}
	case *uapi.MapUpdateElemAttr, *uapi.MapUpdateBatchAttr, *uapi.MapFreezeAttr:
		return StagePopulate
	case *uapi.BTFLoadAttr:
		if i > good {
			return StageBTF
		}
	}
	return ""
}
