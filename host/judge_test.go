package host

import (
	"slices"
	"testing"

	"difftest/capture"
	"difftest/diffreport"
)

// fakeRecording is a recording of one program, whose name the loader answers, that returned retval.
func fakeRecording(program string, retval uint32) *capture.Recording {
	return &capture.Recording{
		Loader: capture.Loader{Name: "fake"},
		Loads: []capture.Load{{Answer: capture.Answer{
			Outcome: capture.Loaded, Programs: []capture.Named{{Name: program}},
		}}},
		Runs: []capture.Run{{Program: "p", Input: "zeros", Status: capture.RunDone, Retval: retval}},
	}
}

// recordingsOf are the recordings of one loader, by what the program returned each time.
func recordingsOf(retvals ...uint32) []*capture.Recording {
	var recs []*capture.Recording
	for _, v := range retvals {
		recs = append(recs, fakeRecording("p", v))
	}
	return recs
}

// TestJudgeRepeats: what varies by itself is told from what differs, and from a loader that varies.
func TestJudgeRepeats(t *testing.T) {
	retval := "prog p run zeros retval"
	for name, tt := range map[string]struct {
		refs, gots []*capture.Recording
		verdict    diffreport.Verdict
		reason     string
		varying    []string
	}{
		"once":                {recordingsOf(1), recordingsOf(1), diffreport.Same, "", nil},
		"once, different":     {recordingsOf(1), recordingsOf(2), diffreport.Differs, "", nil},
		"same each time":      {recordingsOf(1, 1), recordingsOf(1, 1), diffreport.Same, "", nil},
		"different each time": {recordingsOf(1, 1, 1), recordingsOf(2, 2, 2), diffreport.Differs, "", nil},
		"reference varies":    {recordingsOf(1, 7), recordingsOf(2, 2), diffreport.Same, "", []string{retval}},
		"loader varies":       {recordingsOf(1, 1), recordingsOf(2, 7), diffreport.Same, "", []string{retval}},
		"varies later":        {recordingsOf(1, 1, 2), recordingsOf(2, 2, 2), diffreport.Same, "", []string{retval}},
		"more of the reference": {
			recordingsOf(1, 1, 2), recordingsOf(2, 2), diffreport.Same, "", []string{retval},
		},
		"loader unlike itself": {
			recordingsOf(1, 1), []*capture.Recording{fakeRecording("p", 1), fakeRecording("q", 2)},
			diffreport.Unstable, "recording 2 of 2 is not like the first: prog p outcome", nil,
		},
		"reference unlike itself": {
			[]*capture.Recording{fakeRecording("p", 1), fakeRecording("q", 2)}, recordingsOf(1, 1),
			diffreport.Unstable, "reference fake is not like itself: prog p outcome", nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, rec := range tt.gots {
				rec.Loader.Name = "contestant"
			}
			r := (&app{}).judgeRepeats(tt.refs, tt.gots)
			if r.Verdict != tt.verdict || r.Reason != tt.reason || !slices.Equal(r.Varying, tt.varying) {
				t.Errorf("%s, %q, varying %q; want %s, %q, %q; differences %+v",
					r.Verdict, r.Reason, r.Varying, tt.verdict, tt.reason, tt.varying, r.Differences)
			}
		})
	}
}

// TestFileNames: a recording is found again under the name that it is saved by.
func TestFileNames(t *testing.T) {
	dir := t.TempDir()
	rec := fakeRecording("p", 1)
	rec.Format, rec.Object = capture.FormatVersion, capture.Object{Path: "a/b.o", SHA256: "0123456789abcdef"}
	jobs := []job{{column: 0}, {column: 0, repeat: 1}, {column: 0, repeat: 11}, {column: 1}, {column: 12, repeat: 2}}
	for _, j := range jobs {
		if err := save(dir, rec, j); err != nil {
			t.Fatal(err)
		}
	}
	list, problems, err := readStored(dir)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	var got []job
	for _, s := range list {
		got = append(got, s.job)
	}
	if !slices.Equal(got, jobs) {
		t.Errorf("read %v, saved %v", got, jobs)
	}
	var sizes []int
	for _, g := range groupStored(list) {
		sizes = append(sizes, len(g))
	}
	if want := []int{3, 1, 1}; !slices.Equal(sizes, want) {
		t.Errorf("groups of %v, want %v", sizes, want)
	}
	for _, bad := range []string{"x-aya.rec", "-aya.rec", "0.x-aya.rec", "0.1-aya.rec", "aya.rec"} {
		if j, ok := parseName(bad); ok {
			t.Errorf("%s is read as %v", bad, j)
		}
	}
}
