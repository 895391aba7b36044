package host

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"

	"golang.org/x/sys/unix"

	"difftest/capture"
	"difftest/normalize"
	"difftest/plugins/plugintest"
	"difftest/uapi"
)

const (
	// goneLimit is how long the kernel may take to free what nothing refers to any more.
	goneLimit = 3 * time.Second
	// releaseLoads is within how many further loads a plugin has to give back what a load created. It is not one, since
	// a library may leave its memory mappings of maps to a garbage collector.
	releaseLoads = 300
)

// checkLeaves wants nothing to remain of a load: no pin and no process once it is done, no program and no map some
// loads later, nothing at all after the plugin's end.
func (c *checker) checkLeaves(ctx context.Context, s plugintest.Subject) error {
	good, err := c.object(goodObject)
	if err != nil {
		return err
	}
	r, err := c.recorder(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	before := len(r.plug.processes())
	rec := r.record(ctx, good)
	if r.plug == nil {
		return fmt.Errorf("the plugin is gone after a load: %s", rec.Loads[0].Answer.Message)
	}
	if pins := rec.Loads[0].Pins; len(pins) > 0 && !s.CommandLine {
		return fmt.Errorf("it pinned %s without being asked to", pins[0].Path)
	}
	r.record(ctx, good)
	if r.plug == nil {
		return errors.New("the plugin is gone after a second load")
	}
	if after := len(r.plug.processes()); after > before {
		return fmt.Errorf("%d processes before a load, %d after it", before, after)
	}
	if err := r.released(ctx, good, objectsOf(rec)); err != nil {
		return err
	}
	proc := r.plug.proc.Load()
	r.plug.stop()
	if err := unix.Kill(proc.Pid(), 0); !errors.Is(err, unix.ESRCH) {
		return fmt.Errorf("process %d is still there after Shutdown", proc.Pid())
	}
	r.plug = nil
	return nil
}

// released makes loads until none of the objects of an earlier one exists.
func (r *recorder) released(ctx context.Context, good *Object, objects []capture.FD) error {
	for range releaseLoads {
		objects = slices.DeleteFunc(objects, func(o capture.FD) bool { return gone(o, 0) })
		if len(objects) == 0 || r.plug == nil {
			break
		}
		r.record(ctx, good)
	}
	for _, o := range objects {
		if !gone(o, goneLimit) {
			return fmt.Errorf("%s %d of a load still exists %d loads later", o.Kind, o.ID, releaseLoads)
		}
	}
	if r.plug == nil {
		return errors.New("the plugin is gone after some loads")
	}
	return nil
}

// objectsOf lists the programs and maps of a recording that belong to its object. What a library keeps of its probes of
// the kernel is its own affair.
func objectsOf(rec *capture.Recording) []capture.FD {
	if rec.Loader.WithoutKernel {
		return nil
	}
	var objects []capture.FD
	for _, p := range normalize.Identify(rec) {
		objects = append(objects, capture.FD{Kind: capture.KindProg, ID: p.ID})
	}
	for _, m := range rec.Loads[0].Answer.Maps {
		objects = append(objects, capture.FD{Kind: capture.KindMap, ID: m.ID})
	}
	return objects
}

// processes lists the processes in the plugin's pid namespace.
func (p *plug) processes() []int {
	entries, err := os.ReadDir(fmt.Sprintf("/proc/%d/root/proc", p.proc.Load().Pid()))
	if err != nil {
		return nil
	}
	var pids []int
	for _, e := range entries {
		if pid, err := strconv.Atoi(e.Name()); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}

// gone waits until the kernel has no such program or map any more, and reports whether that came true.
func gone(object capture.FD, limit time.Duration) bool {
	for deadline := time.Now().Add(limit); ; time.Sleep(10 * time.Millisecond) {
		var fd uapi.FD
		var err error
		if object.Kind == capture.KindProg {
			fd, err = uapi.ProgGetFDByID(&uapi.ProgGetFDByIDAttr{ProgID: uapi.ProgID(object.ID)})
		} else {
			fd, err = uapi.MapGetFDByID(&uapi.MapGetFDByIDAttr{MapID: uapi.MapID(object.ID)})
		}
		if err != nil {
			return errors.Is(err, unix.ENOENT)
		}
		unix.Close(int(fd))
		if time.Now().After(deadline) {
			return false
		}
	}
}
