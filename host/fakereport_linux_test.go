package host

import (
	"context"
	"debug/elf"
	"os"
	"slices"
	"testing"

	"difftest/capture"
	"difftest/internal/bpftest"
	"difftest/plugins/proto"
	"difftest/uapi"
)

// reportsPrefix begins the faults of fakes whose loader has no kernel, it says. "reports" alone breaks no rule.
const reportsPrefix = "reports"

// report answers as a loader without a kernel does.
func (f *checkFake) report(small *smallObject, wanted []string) *proto.LoadResponse {
	report := &proto.Report{}
	for i, name := range []string{"hits", ".data"} {
		if small.file.Section(".maps") != nil {
			report.Maps = append(report.Maps, &proto.ReportedMap{
				Name: name, Number: uint32(i) + 1, Type: uint32(uapi.BPF_MAP_TYPE_ARRAY), KeySize: 4, ValueSize: 8, MaxEntries: 1,
			})
		}
	}
	for _, sym := range small.symbols {
		if elf.ST_TYPE(sym.Info) != elf.STT_FUNC || len(wanted) > 0 && !slices.Contains(wanted, sym.Name) {
			continue
		}
		code, err := small.file.Sections[sym.Section].Data()
		if err != nil {
			return rejection(err.Error())
		}
		report.Programs = append(report.Programs, &proto.ReportedProgram{
			Name: sym.Name, Instructions: code, Type: uint32(uapi.BPF_PROG_TYPE_XDP),
		})
	}
	var programs, maps []string
	for _, p := range report.Programs {
		programs = append(programs, p.Name)
	}
	for _, m := range report.Maps {
		maps = append(maps, m.Name)
	}
	resp := loadedAs(programs, maps)
	f.spoil(report)
	resp.Report = report
	if f.fault == "reports-nothing" {
		resp.Report = nil
	}
	return resp
}

// Run implements loaderplugin.Runner.
func (f *checkFake) Run(ctx context.Context, req *proto.RunRequest) (*proto.RunResponse, error) {
	switch f.fault {
	case "reports-dies":
		os.Exit(3)
	case "reports-hangs":
		<-ctx.Done()
		select {}
	case "reports-stops":
		stopped := &proto.Stopped{Message: "out of bounds"}
		return &proto.RunResponse{Outcome: &proto.RunResponse_Stopped{Stopped: stopped}}, nil
	case "reports-lacks":
		lacks := &proto.Unsupported{Message: "no helper 1"}
		return &proto.RunResponse{Outcome: &proto.RunResponse_Unsupported{Unsupported: lacks}}, nil
	case "reports-no-outcome":
		return &proto.RunResponse{}, nil
	}
	return &proto.RunResponse{Outcome: &proto.RunResponse_Done{Done: &proto.Done{Retval: 2, Data: req.GetData()}}}, nil
}

// TestReportedRuns: each way in which a runtime without a kernel answers a run is told from the others, and one that
// breaks in a run costs the runs of that object alone.
func TestReportedRuns(t *testing.T) {
	bpftest.Require(t)
	for fault, want := range map[string][2]capture.RunStatus{ // of the first run and of the second
		"reports":            {capture.RunDone, capture.RunDone},
		"reports-stops":      {capture.RunRefused, capture.RunRefused},
		"reports-lacks":      {capture.RunNotMade, capture.RunNotMade},
		"reports-no-outcome": {capture.RunDied, capture.RunDied},
		"reports-dies":       {capture.RunDied, capture.RunNotMade},
		"reports-hangs":      {capture.RunTimedOut, capture.RunNotMade},
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			c, err := newChecker(checkFakeRegistration(t, fault), 1)
			if err != nil {
				t.Fatal(err)
			}
			defer c.close()
			good, err := c.object(goodObject)
			if err != nil {
				t.Fatal(err)
			}
			r, err := c.recorder(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer r.close()
			r.runs = &testRunner{}
			for range 2 { // the plugin is there for the next object
				rec := r.record(t.Context(), good)
				if len(rec.Runs) < 2 || rec.Runs[0].Status != want[0] || rec.Runs[1].Status != want[1] {
					t.Errorf("runs %+v, want %v", rec.Runs[:min(2, len(rec.Runs))], want)
				}
			}
		})
	}
}

// spoil breaks the rule that the fault is about.
func (f *checkFake) spoil(report *proto.Report) {
	switch f.fault {
	case "reports-calls":
		_ = uapi.ProgGetNextID(&uapi.ProgGetNextIDAttr{})
	case "reports-less":
		report.Programs = report.Programs[1:]
	case "reports-short":
		report.Programs[0].Instructions = report.Programs[0].Instructions[:8]
	case "reports-twice":
		for _, m := range report.Maps {
			m.Number = 1
		}
	}
}
