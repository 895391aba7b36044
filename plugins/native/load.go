package main

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/btf"

	"difftest/plugins/loaderplugin"
	"difftest/plugins/proto"
)

// Load opens the object, loads it as the request says, tells names and ids, and releases everything.
func (loader) Load(_ context.Context, req *proto.LoadRequest) (*proto.LoadResponse, error) {
	if req.GetKconfig() != "" {
		return unsupported(proto.Capability_CAPABILITY_KCONFIG_TEXT, "the library reads the running kernel's config"), nil
	}
	spec, err := ebpf.LoadCollectionSpec(req.GetObjectPath())
	if err != nil {
		return rejected(proto.Call_CALL_OPEN, err), nil
	}
	coll, err := load(spec, req)
	if err != nil {
		return rejected(proto.Call_CALL_LOAD, err), nil
	}
	defer coll.Close()
	return loaded(coll), nil
}

// load sets what the request asks for and calls the library's load.
func load(spec *ebpf.CollectionSpec, req *proto.LoadRequest) (*ebpf.Collection, error) {
	if err := setGlobals(spec, req.GetGlobals()); err != nil {
		return nil, err
	}
	opts, err := options(req)
	if err != nil {
		return nil, err
	}
	if names := req.GetPrograms(); len(names) > 0 {
		return loadPrograms(spec, names, opts)
	}
	return ebpf.NewCollectionWithOptions(spec, opts)
}

// setGlobals gives variables their values. The bytes are in the target's byte order already.
func setGlobals(spec *ebpf.CollectionSpec, globals map[string][]byte) error {
	for name, value := range globals {
		variable := spec.Variables[name]
		if variable == nil {
			return fmt.Errorf("the CollectionSpec has no variable %q", name)
		}
		if err := variable.Set(value); err != nil {
			return err
		}
	}
	return nil
}

// options translates the request. Without wishes it is the zero value, which is the library's default.
func options(req *proto.LoadRequest) (ebpf.CollectionOptions, error) {
	opts := ebpf.CollectionOptions{Maps: ebpf.MapOptions{PinPath: req.GetPinPath()}}
	if path := req.GetTargetBtfPath(); path != "" {
		types, err := btf.LoadSpec(path)
		if err != nil {
			return opts, err
		}
		opts.Programs.KernelTypes = types
	}
	return opts, nil
}

// loaded tells what the collection holds. The calls that this takes are the plugin's own.
func loaded(coll *ebpf.Collection) *proto.LoadResponse {
	answer := &proto.Loaded{}
	loaderplugin.Own(func() {
		for name, prog := range coll.Programs {
			answer.Programs = append(answer.Programs, &proto.Named{Name: name, Id: kernelID(prog.Info())})
		}
		for name, m := range coll.Maps {
			answer.Maps = append(answer.Maps, &proto.Named{Name: name, Id: kernelID(m.Info())})
		}
	})
	return &proto.LoadResponse{Outcome: &proto.LoadResponse_Loaded{Loaded: answer}}
}

// kernelID returns the id in what Info returned, or 0 if the library cannot tell it.
func kernelID[T ~uint32, Info interface{ ID() (T, bool) }](info Info, err error) uint32 {
	if err != nil {
		return 0
	}
	id, _ := info.ID()
	return uint32(id)
}

// rejected passes on an error of the library. %v of a verifier error is its summary; the whole log went through the
// kernel boundary already.
func rejected(call proto.Call, err error) *proto.LoadResponse {
	var errno syscall.Errno
	errors.As(err, &errno)
	answer := &proto.Rejected{Call: call, Errno: int32(errno), Message: err.Error()}
	return &proto.LoadResponse{Outcome: &proto.LoadResponse_Rejected{Rejected: answer}}
}

// unsupported says what the library lacks.
func unsupported(what proto.Capability, message string) *proto.LoadResponse {
	answer := &proto.Unsupported{Capability: what, Message: message}
	return &proto.LoadResponse{Outcome: &proto.LoadResponse_Unsupported{Unsupported: answer}}
}
