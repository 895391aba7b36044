package diffreport

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"difftest/normalize"
)

// TestSheets puts each example side by side: every difference is marked somewhere, and every mark is of a difference.
func TestSheets(t *testing.T) {
	for _, path := range examples(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			ar := readExample(t, path)
			ref, got := parseForm(t, file(t, ar, "reference")), parseForm(t, file(t, ar, "got"))
			differences := Compare(ref, got)
			checkSheet(t, NewSheet(ref, got, differences), differences)
		})
	}
}

func checkSheet(t *testing.T, s *Sheet, differences []Difference) {
	t.Helper()
	shown := map[int]bool{}
	for _, row := range s.Rows {
		shown[row.Diff] = true
		if differs := row.Mark != MarkEqual && row.Mark != MarkUncompared; differs != (row.Diff > 0) {
			t.Errorf("mark %q, difference %d: %s", row.Mark, row.Diff, rowText(row))
		}
	}
	for _, run := range s.Runs {
		shown[run.Diff] = true
		if run.Diff > 0 && run.Got == nil {
			t.Errorf("run %s %s: difference %d", run.Program, run.Input, run.Diff)
		}
	}
	for i, d := range differences {
		if !shown[i+1] && d.Kind != KindRun && (d.Kind != KindLineInfo || d.IsCause()) {
			t.Errorf("difference %q is not marked", d.Key)
		}
	}
}

// rowText is a row as a test prints it.
func rowText(r SheetRow) string {
	side := func(c *SheetCell) string {
		if c == nil {
			return "·"
		}
		return strings.TrimSpace(strings.Join([]string{c.Name, c.Text, c.Source, c.At}, " "))
	}
	if r.Got == nil && r.Mark == MarkEqual {
		return fmt.Sprintf("%s   %s", r.Kind, side(r.Ref))
	}
	return fmt.Sprintf("%s %1s %s | %s", r.Kind, r.Mark, side(r.Ref), side(r.Got))
}

// TestSheetOfItself marks nothing.
func TestSheetOfItself(t *testing.T) {
	for _, path := range examples(t) {
		form := parseForm(t, file(t, readExample(t, path), "reference"))
		for _, row := range NewSheet(form, form, nil).Rows {
			if row.Mark != MarkEqual {
				t.Errorf("%s: %s", filepath.Base(path), rowText(row))
			}
		}
	}
}

// TestSheetRows shows what a sheet looks like.
func TestSheetRows(t *testing.T) {
	ar := readExample(t, filepath.Join("testdata", "compare", "two-insns.txtar"))
	ref, got := parseForm(t, file(t, ar, "reference")), parseForm(t, file(t, ar, "got"))
	var b strings.Builder
	for _, row := range NewSheet(ref, got, Compare(ref, got)).Rows {
		b.WriteString(rowText(row) + "\n")
	}
	for _, want := range []string{
		"p   prog count\n",
		"i c 2 call bpf_map_lookup_elem v = lookup(&counters); count.c:10 | 2 call bpf_map_delete_elem v = lookup(&counters); count.c:10\n",
		"i   3 if r0 == 0 goto L1 if (!v) count.c:11\n",
		"l   L1\ni c 5 r0 = 2 return 2; count.c:13 | 5 r0 = 3 return 2; count.c:13\n",
		"i   6 exit\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in:\n%s", want, b.String())
		}
	}
}

// TestSheetCut keeps what differs and its surroundings of a program that is too long.
func TestSheetCut(t *testing.T) {
	long := func(at int) *normalize.Form {
		insns := make([]normalize.Insn, 2*maxSheetRows)
		for i := range insns {
			insns[i] = normalize.Insn{Index: i, Text: fmt.Sprintf("r1 += %d", i)}
		}
		insns[at].Text = "r2 = 0"
		return &normalize.Form{Outcome: "loaded", Programs: []normalize.Program{{
			Name: "p", Outcome: "loaded", Default: true, Sent: true, Funcs: []normalize.Func{{Name: "p", Insns: insns}},
		}}}
	}
	ref, got := long(0), long(maxSheetRows)
	differences := Compare(ref, got)
	s := NewSheet(ref, got, differences)
	checkSheet(t, s, differences)
	if len(s.Rows) > 10*keptRows || s.LeftOut < maxSheetRows {
		t.Errorf("%d rows, %d left out", len(s.Rows), s.LeftOut)
	}
}

// TestPack reads back what was packed.
func TestPack(t *testing.T) {
	s := &Sheet{Rows: []SheetRow{{Kind: RowInsn, Ref: &SheetCell{Text: "exit"}}}}
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(s.Pack())))
	if err != nil {
		t.Fatal(err)
	}
	var back Sheet
	if err := json.Unmarshal(text, &back); err != nil || len(back.Rows) != 1 || back.Rows[0].Ref.Text != "exit" {
		t.Errorf("%v: %s", err, text)
	}
}
