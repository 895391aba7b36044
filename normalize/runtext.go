package normalize

import (
	"fmt"
	"slices"
	"strings"

	"difftest/capture"
)

func (t *writer) run(r Run) {
	t.printf("run %s: %s", strings.TrimSpace(r.Program+" "+r.Input), r.Status)
	switch {
	case slices.Contains(r.Varies, VariesStatus):
		t.printf("varies")
	case slices.Contains(r.Varies, VariesRetval):
		t.printf(", retval varies")
	case r.Status == capture.RunDone:
		t.printf(", retval %d", int32(r.Retval))
	case r.Errno != 0:
		t.printf(", errno %d %s", r.Errno, ErrnoName(r.Errno))
	}
	if r.DataOut != "" {
		t.printf(", data %s", against(r.DataIn, r.DataOut))
	}
	if strings.Trim(r.CtxOut, "0") != "" {
		given := r.CtxIn
		if given == "" {
			given = strings.Repeat("0", len(r.CtxOut))
		}
		t.printf(", context %s", against(given, r.CtxOut))
	}
	if r.Unreported != nil {
		t.printf(", not reported: %s", joinParts(r.Unreported))
	}
	if r.Problem != "" {
		t.printf(" (%s)", r.Problem)
	}
	t.printf("\n")
	for _, c := range r.Changes {
		t.printf("  %s[%s] = %s\n", c.Map, c.Key, c.Value)
	}
	for _, part := range r.Varies {
		if strings.HasPrefix(part, "map ") {
			t.printf("  %s varies\n", part)
		}
	}
}

// against writes what came back beside what was given, both in hex: the ranges that differ, or all if the lengths do.
func against(given, out string) string {
	switch {
	case given == out:
		return "unchanged"
	case len(given) != len(out):
		return out
	}
	var ranges []string
	for i := 0; i < len(out); i += 2 {
		from := i
		for i < len(out) && given[i:i+2] != out[i:i+2] {
			i += 2
		}
		if i > from {
			ranges = append(ranges, fmt.Sprintf("byte %d: %s", from/2, out[from:i]))
		}
	}
	return strings.Join(ranges, ", ")
}

// joinParts lists parts of a run.
func joinParts(parts []capture.RunPart) string {
	var names []string
	for _, p := range parts {
		names = append(names, string(p))
	}
	return strings.Join(names, ", ")
}
