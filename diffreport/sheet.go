package diffreport

import (
	"bytes"
	"compress/flate"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"difftest/capture"
	"difftest/normalize"
)

// A Sheet is the canonical forms of both sides of a pair in rows, what corresponds beside each other. The names in its
// JSON are short, since a page holds thousands of them.
type Sheet struct {
	Rows []SheetRow `json:"rows"`
	Runs []SheetRun `json:"runs,omitempty"`
	// LeftOut is how many rows that are equal were left out because there were too many.
	LeftOut int `json:"out,omitempty"`
}

// A SheetRow is one line of the forms.
type SheetRow struct {
	Kind RowKind    `json:"k"`
	Mark RowMark    `json:"m,omitempty"`
	Ref  *SheetCell `json:"l,omitempty"` // nil if the loader alone has it
	Got  *SheetCell `json:"r,omitempty"` // nil if the reference alone has it, or if both sides are equal
	Diff int        `json:"d,omitempty"` // which difference of the pair it belongs to, counted from 1; 0 for none
}

// A SheetCell is one side of a row.
type SheetCell struct {
	Name   string `json:"n,omitempty"` // of a field; of an instruction its index; of a map's element its key
	Text   string `json:"t,omitempty"`
	Source string `json:"s,omitempty"` // the source line of an instruction
	At     string `json:"a,omitempty"` // its place: "file.c:12:3"
}

// RowKind says what a row shows.
type RowKind string

// The kinds of rows.
const (
	RowProgram RowKind = "p" // a program, a map or the object: a heading
	RowFunc    RowKind = "f" // a function: a heading below that of its program
	RowField   RowKind = "a" // a field with its value
	RowInsn    RowKind = "i" // an instruction
	RowLabel   RowKind = "l" // a label that jumps go to
	RowEntry   RowKind = "e" // an element of a map
	RowNote    RowKind = "n" // words that are not compared
	RowGap     RowKind = "g" // rows that were left out; Ref.Text says how many
)

// RowMark says how the sides of a row differ.
type RowMark string

// The marks.
const (
	MarkEqual   RowMark = ""
	MarkChanged RowMark = "c"
	MarkRefOnly RowMark = "-"
	MarkGotOnly RowMark = "+"
	// MarkUncompared is of rows whose sides are not the same but that are no difference: one of the loads did not get
	// so far, or it does not matter.
	MarkUncompared RowMark = "~"
)

// A SheetRun is one test run on both sides.
type SheetRun struct {
	Program string     `json:"p"`
	Input   string     `json:"i"`
	Ref     [][]string `json:"l"`           // what it returned: name and value
	Got     [][]string `json:"r,omitempty"` // nil if it is equal
	Diff    int        `json:"d,omitempty"` // as in SheetRow
}

const (
	maxSheetRows = 20_000 // more than a reader looks at; real objects stay below a tenth of it
	keptRows     = 40     // rows kept before and after one that differs where others are left out
	maxCellText  = 600    // characters of one value; of longer ones that differ, what differs is quoted
)

// NewSheet puts two forms side by side. differences are those that Compare finds between them.
func NewSheet(ref, got *normalize.Form, differences []Difference) *Sheet {
	c := newComparer(ref, got)
	c.pairMaps()
	c.pairPrograms()
	b := &sheetBuilder{c: c, diffs: map[string]int{}}
	for i, d := range differences {
		b.diffs[d.Key] = i + 1
	}
	b.object()
	for _, p := range c.progs {
		b.program(p)
	}
	for _, m := range c.maps {
		b.mapp(m)
	}
	b.runs()
	b.sheet.cut()
	return &b.sheet
}

// A sheetBuilder makes one sheet.
type sheetBuilder struct {
	c     *comparer
	diffs map[string]int // by key: the number of the difference
	whole int            // the difference of what the rows are part of, if one side does not have it at all
	sheet Sheet
}

// number is the number of the difference with the first of keys that there is one of, else that of the whole.
func (b *sheetBuilder) number(keys ...string) int {
	for _, key := range keys {
		if n := b.diffs[key]; n > 0 {
			return n
		}
	}
	return b.whole
}

// add adds a row, marked as the sides differ.
func (b *sheetBuilder) add(kind RowKind, ref, got *SheetCell, keys ...string) {
	row := SheetRow{Kind: kind, Ref: ref, Got: got, Diff: b.number(keys...)}
	switch {
	case ref != nil && got != nil && *ref == *got:
		row.Got, row.Diff = nil, 0
	case row.Diff == 0:
		row.Mark = MarkUncompared
	case ref == nil:
		row.Mark = MarkGotOnly
	case got == nil:
		row.Mark = MarkRefOnly
	default:
		row.Mark = MarkChanged
	}
	b.sheet.Rows = append(b.sheet.Rows, row)
}

// both adds a row that is the same on both sides.
func (b *sheetBuilder) both(kind RowKind, text string) {
	b.sheet.Rows = append(b.sheet.Rows, SheetRow{Kind: kind, Ref: &SheetCell{Text: text}})
}

// notes adds words that are not compared.
func (b *sheetBuilder) notes(name, ref, got string) {
	if ref == "" && got == "" {
		return
	}
	row := SheetRow{Kind: RowNote}
	if ref != "" {
		row.Ref = &SheetCell{Name: name, Text: clip(ref, maxCellText)}
	}
	if got != "" {
		row.Got = &SheetCell{Name: name, Text: clip(got, maxCellText)}
	}
	if ref == "" {
		row.Ref = &SheetCell{}
	} else if got == "" {
		row.Got = &SheetCell{}
	}
	b.sheet.Rows = append(b.sheet.Rows, row)
}

func (b *sheetBuilder) object() {
	ref, got := b.c.ref, b.c.got
	b.both(RowProgram, "object")
	b.value(RowField, "outcome", outcomeText(ref), outcomeText(got), "outcome", "stage")
	b.notes("says", message(ref), message(got))
}

// value adds a row of a named value. A value that is empty is not there.
func (b *sheetBuilder) value(kind RowKind, name, ref, got string, keys ...string) {
	cell := func(value string) *SheetCell {
		if value == "" {
			return nil
		}
		return &SheetCell{Name: name, Text: clip(value, maxCellText)}
	}
	switch {
	case ref == "" && got == "":
	case ref != got && len(ref) > maxWholeValue && len(ref) == len(got):
		ref, got := differingBytes(ref, got)
		b.add(kind, cell(ref), cell(got), keys...)
	default:
		b.add(kind, cell(ref), cell(got), keys...)
	}
}

// fields adds a row for each field that either side has. prefix and its name make the key of a field, all is that of
// all fields.
func (b *sheetBuilder) fields(ref, got []normalize.Field, prefix string, all ...string) {
	for _, name := range fieldNames(ref, got) {
		keys := append([]string{prefix + name}, all...)
		b.value(RowField, name, field(ref, name).Value, field(got, name).Value, keys...)
	}
}

func (b *sheetBuilder) program(p progPair) {
	b.both(RowProgram, "prog "+p.key)
	ref, got := programOrNone(p.ref), programOrNone(p.got)
	key := "prog " + p.key
	b.value(RowField, "outcome", programText(p.ref), programText(p.got), key+" outcome", key+" errno")
	if !ref.Sent || !got.Sent {
		b.whole = b.number(key + " outcome")
	}
	b.fields(ref.Attrs, got.Attrs, key+" ")
	b.functions(p, ref, got)
	b.whole = 0
}

func programOrNone(p *normalize.Program) *normalize.Program {
	if p == nil {
		return &normalize.Program{}
	}
	return p
}

// programText is what became of a program, with the errno of a refusal.
func programText(p *normalize.Program) string {
	switch {
	case p == nil:
		return ""
	case p.Outcome == normalize.ProgramRefused:
		return string(p.Outcome) + " with " + errnoText(p.Errno)
	case p.Outcome == normalize.ProgramLoaded && !p.Default:
		return string(p.Outcome) + ", not by default"
	}
	return string(p.Outcome)
}

func (b *sheetBuilder) mapp(m mapPair) {
	b.both(RowProgram, "map "+m.key)
	if m.note != "" {
		b.both(RowNote, m.note)
	}
	ref, got := mapOrNone(m.ref), mapOrNone(m.got)
	key := "map " + m.key
	b.value(RowField, "outcome", mapOutcome(m.ref), mapOutcome(m.got), key, key+" outcome", key+" errno", key+" created")
	if m.ref == nil || m.got == nil {
		b.whole = b.number(key)
	}
	if m.renamed {
		b.value(RowField, "name", ref.Name, got.Name, key+" name")
	}
	b.fields(ref.Spec, got.Spec, "map "+m.key+" ")
	if ref.Problem+got.Problem != "" {
		b.value(RowField, "contents", problemText(ref), problemText(got), "map "+m.key+" contents")
	}
	b.entries(m.key, ref.Entries, got.Entries)
	b.whole = 0
}

func mapOrNone(m *normalize.Map) *normalize.Map {
	if m == nil {
		return &normalize.Map{}
	}
	return m
}

func mapOutcome(m *normalize.Map) string {
	switch {
	case m == nil:
		return ""
	case m.Errno != 0:
		return "refused with " + errnoText(m.Errno)
	}
	return createdText(m)
}

// entries adds the elements of a map. A run of elements that differ is one difference, named by its first.
func (b *sheetBuilder) entries(mapKey string, refs, gots []normalize.Entry) {
	first := ""
	for _, s := range entrySteps(refs, gots) {
		switch {
		case !s.differs():
			first = ""
		case first == "":
			first = s.key
		}
		b.value(RowEntry, "["+s.key+"]", s.ref, s.got, "map "+mapKey+" ["+first+"]")
	}
}

// cut leaves out rows far from all that differ, if there are too many.
func (s *Sheet) cut() {
	if len(s.Rows) <= maxSheetRows {
		return
	}
	keep := make([]bool, len(s.Rows))
	for i, row := range s.Rows {
		if row.Mark != MarkEqual || row.Kind == RowProgram {
			for j := max(0, i-keptRows); j < min(len(keep), i+keptRows); j++ {
				keep[j] = true
			}
		}
	}
	var kept []SheetRow
	for i := 0; i < len(s.Rows) && len(kept) < maxSheetRows; i++ {
		if keep[i] {
			kept = append(kept, s.Rows[i])
			continue
		}
		n := slices.Index(keep[i:], true)
		if n < 0 {
			n = len(keep) - i
		}
		kept = append(kept, SheetRow{Kind: RowGap, Ref: &SheetCell{Text: fmt.Sprint(n)}})
		s.LeftOut += n
		i += n - 1
	}
	s.Rows = kept
}

// A Packed is something that a page embeds: JSON, compressed (RFC 1951), so that thousands can be held.
type Packed []byte

// Pack packs s.
func (s *Sheet) Pack() Packed { return pack(s) }

// A SheetInput is what programs were run on, in hex.
type SheetInput struct {
	Name  string `json:"n"`
	Data  string `json:"data,omitempty"`
	Ctx   string `json:"ctx,omitempty"`
	State string `json:"state,omitempty"`
}

// maxInputBytes is how much of an input is shown: the headers of a packet, and what comes behind them.
const maxInputBytes = 256

// packInputs packs the inputs of runs. It is apart from the sheet, since all programs of a type have the same.
func packInputs(inputs []capture.Input) Packed {
	if len(inputs) == 0 {
		return nil
	}
	hexOf := func(b []byte) string {
		if len(b) > maxInputBytes {
			return hex.EncodeToString(b[:maxInputBytes]) + fmt.Sprintf(" … %d bytes in all", len(b))
		}
		return hex.EncodeToString(b)
	}
	var out []SheetInput
	for _, in := range inputs {
		out = append(out, SheetInput{in.Name, hexOf(in.Data), hexOf(in.Ctx), hexOf(in.State)})
	}
	return pack(out)
}

// pack writes v as compressed JSON.
func pack(v any) Packed {
	var buf bytes.Buffer
	w, err := flate.NewWriter(&buf, flate.DefaultCompression)
	if err == nil {
		err = errors.Join(json.NewEncoder(w).Encode(v), w.Close())
	}
	if err != nil {
		panic(fmt.Sprintf("pack: %v", err)) // a buffer takes everything, and v has nothing that JSON does not
	}
	return buf.Bytes()
}
