package host

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"difftest/capture/tracer"
	"difftest/plugins/loaderplugin"
	"difftest/plugins/proto"
	"difftest/uapi"
)

// serveCheckFake is the main function of a fake that breaks a rule. It does not return.
func serveCheckFake(fault string) {
	byHand := os.Getenv(loaderplugin.Handshake.MagicCookieKey) == ""
	switch {
	case fault == "by-hand" && byHand:
		os.Exit(0)
	case fault == "lingers" && !byHand:
		cmd := exec.Command("/proc/self/exe", fakeArg, checkFakePrefix+lingersChild)
		cmd.Stdout = os.Stdout
		_ = cmd.Run()
		time.Sleep(5 * time.Second)
		os.Exit(0)
	case fault == "outside" && !byHand:
		_, _ = uapi.MapCreate(&uapi.MapCreateAttr{
			MapType: uapi.BPF_MAP_TYPE_ARRAY, KeySize: 4, ValueSize: 4, MaxEntries: 1,
		})
	}
	loaderplugin.Serve(&checkFake{fault: fault})
}

// lingersChild is the process of the fake that lingers which answers.
const lingersChild = "lingers child"

// checkFake loads plugintest's objects and breaks one rule.
type checkFake struct {
	fault string
	loads int
	hoard [][]byte
}

// Describe implements loaderplugin.Loader.
func (f *checkFake) Describe() *proto.DescribeResponse {
	about := &proto.DescribeResponse{
		Loader: checkFakePrefix + strings.TrimSuffix(f.fault, " child"), Version: "1.0",
		Capabilities:  []proto.Capability{proto.Capability_CAPABILITY_PROGRAM_SELECTION},
		WithoutKernel: strings.HasPrefix(f.fault, reportsPrefix),
	}
	switch f.fault {
	case "no-version":
		about.Version = ""
	case "overclaims":
		about.Capabilities = append(about.Capabilities, proto.Capability_CAPABILITY_TARGET_BTF)
	}
	return about
}

// Load implements loaderplugin.Loader.
func (f *checkFake) Load(_ context.Context, req *proto.LoadRequest) (*proto.LoadResponse, error) {
	f.loads++
	f.misbehave()
	if c := f.lacks(req); c != 0 {
		return &proto.LoadResponse{Outcome: &proto.LoadResponse_Unsupported{
			Unsupported: &proto.Unsupported{Capability: c, Message: "not there"},
		}}, nil
	}
	small, err := openSmall(req.GetObjectPath())
	if err != nil {
		if f.fault == "accepts-garbage" {
			return loadedAs(nil, nil), nil
		}
		return rejection(err.Error()), nil
	}
	if f.fault == "lies" && small.file.Section(".maps") != nil { // of the good object
		small.close()
		if wanted := req.GetPrograms(); len(wanted) > 0 {
			return loadedAs(wanted, []string{"hits"}), nil
		}
		return loadedAs([]string{"pass", "cut"}, []string{"hits"}), nil
	}
	if strings.HasPrefix(f.fault, reportsPrefix) {
		defer small.close()
		return f.report(small, req.GetPrograms()), nil
	}
	if f.fault == "moody" && f.loads%2 == 0 {
		small.license = "MIT"
	}
	return f.load(small, req.GetPrograms())
}

// lacks returns what the request asks for and the fake does not offer.
func (f *checkFake) lacks(req *proto.LoadRequest) proto.Capability {
	switch {
	case req.GetKconfig() != "" && f.fault != "ignores-kconfig":
		return proto.Capability_CAPABILITY_KCONFIG_TEXT
	case req.GetTargetBtfPath() != "":
		return proto.Capability_CAPABILITY_TARGET_BTF
	case req.GetPinPath() != "":
		return proto.Capability_CAPABILITY_PIN_PATH
	case len(req.GetGlobals()) > 0:
		return proto.Capability_CAPABILITY_GLOBALS
	}
	return proto.Capability_CAPABILITY_UNSPECIFIED
}

// load loads the object and answers, with what the fault makes of it.
func (f *checkFake) load(small *smallObject, wanted []string) (*proto.LoadResponse, error) {
	if f.fault == "ignores-selection" {
		wanted = nil
	}
	defer small.close()
	named := wanted
	if f.fault == "loads-more" {
		named = nil
	}
	if err := small.load(named); err != nil {
		call := proto.Call_CALL_LOAD
		if f.fault == "stage" {
			call = proto.Call_CALL_OPEN
		}
		return &proto.LoadResponse{Outcome: &proto.LoadResponse_Rejected{Rejected: &proto.Rejected{
			Call: call, Errno: int32(errnoOf(err)), Message: err.Error(),
		}}}, nil
	}
	answer := &proto.Loaded{}
	loaderplugin.Own(func() { answer = small.answer(wanted) })
	switch f.fault {
	case "forgets-a-map":
		answer.Maps = nil
	case "ghost":
		answer.Programs[0].Id = 4_000_000_000
	case "swaps":
		if len(answer.Programs) == 2 {
			a := answer.Programs
			a[0].Id, a[1].Id = a[1].Id, a[0].Id
		}
	case "keeps":
		if f.loads == 1 {
			small.maps["hits"] = -1 // never closed
		}
	case "pins":
		f.pin(small)
	}
	return &proto.LoadResponse{Outcome: &proto.LoadResponse_Loaded{Loaded: answer}}, nil
}

// pin leaves a name on the bpffs.
func (f *checkFake) pin(small *smallObject) {
	path := filepath.Join(tracer.BPFFS, "left")
	_ = uapi.ObjPin(&uapi.ObjPinAttr{Pathname: uapi.StringPointer(path), BPFFD: uapi.FD(small.maps["hits"])})
}

// misbehave does what some faults do during a load.
func (f *checkFake) misbehave() {
	switch f.fault {
	case "prints":
		_, _ = syscall.Write(1, []byte("loading\n"))
	case "leaks":
		_, _ = unix.Dup(0)
	case "grows":
		f.hoard = append(f.hoard, []byte(strings.Repeat("x", 256<<10)))
	case "child":
		cmd := exec.Command("sleep", "600")
		if f.loads == 1 && cmd.Start() == nil {
			_ = cmd.Process.Release()
		}
	}
}

func errnoOf(err error) syscall.Errno {
	var errno syscall.Errno
	errors.As(err, &errno)
	return errno
}

// loadedAs is an answer without ids.
func loadedAs(programs, maps []string) *proto.LoadResponse {
	answer := &proto.Loaded{}
	for _, name := range programs {
		answer.Programs = append(answer.Programs, &proto.Named{Name: name})
	}
	for _, name := range maps {
		answer.Maps = append(answer.Maps, &proto.Named{Name: name})
	}
	return &proto.LoadResponse{Outcome: &proto.LoadResponse_Loaded{Loaded: answer}}
}
