package diffreport

import (
	"encoding/base64"
	"slices"
)

// A Convention is what a report says of a convention beside its id.
type Convention struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Text   string `json:"text"`   // what the reference does
	Source string `json:"source"` // a link to where it does it
}

// A pageData is what the page's program knows at once. What it shows of one pair alone is in blobs, compressed and
// unpacked when it is looked at.
type pageData struct {
	Reference   string       `json:"reference"`
	Default     bool         `json:"default"` // the reference need not be named in a command
	Loaders     []pageLoader `json:"loaders"`
	Objects     []string     `json:"objects"`
	Verdicts    []Verdict    `json:"verdicts"`
	Impacts     []Impact     `json:"impacts"`
	Kinds       []Kind       `json:"kinds"`
	Conventions []Convention `json:"conventions"`
	Causes      []pageCause  `json:"causes"`
	Pairs       []pagePair   `json:"pairs"`
}

type pageLoader struct {
	Name             string `json:"name"`
	Version          string `json:"version"`
	ReferenceVersion string `json:"referenceVersion"`
}

// A pageCause is a Cause. Numbers are indexes in the lists of the pageData.
type pageCause struct {
	Where       string `json:"where"`
	Loader      int    `json:"loader"`
	Impact      int    `json:"impact"`
	Kind        int    `json:"kind"`
	Security    bool   `json:"security,omitempty"`
	Known       bool   `json:"known,omitempty"`
	Reference   string `json:"reference"`
	Got         string `json:"got"`
	Conventions []int  `json:"conventions"`
	Pairs       []int  `json:"pairs"`
}

// A pagePair is a Result.
type pagePair struct {
	Object      int        `json:"o"`
	Loader      int        `json:"l"`
	Verdict     int        `json:"v"`
	Reason      string     `json:"reason,omitempty"`
	Outcome     string     `json:"out"`
	RefOutcome  string     `json:"ref"`
	Conventions []int      `json:"c,omitempty"`
	Diffs       []pageDiff `json:"d,omitempty"`
	Values      int        `json:"b"`  // index of the blob with the values of Diffs, -1 for none
	Sheet       int        `json:"s"`  // index of the blob with the sheet, -1 for none
	Inputs      int        `json:"in"` // index of the blob with the inputs of runs, -1 for none
}

// A pageDiff is a Difference without its values.
type pageDiff struct {
	Key      string `json:"k"`
	Kind     int    `json:"t"`
	Impact   int    `json:"i"`
	Security bool   `json:"s,omitempty"`
	Known    bool   `json:"w,omitempty"`
	Follows  bool   `json:"f,omitempty"`
}

// A pageValues is the rest of a Difference.
type pageValues struct {
	Reference string `json:"l"`
	Got       string `json:"r"`
	Note      string `json:"n,omitempty"`
	RefSays   string `json:"ls,omitempty"`
	GotSays   string `json:"rs,omitempty"`
}

// kinds lists the kinds of differences.
var kinds = []Kind{
	KindOutcome, KindPrograms, KindProgramAttr, KindInstructions, KindFuncInfo, KindLineInfo, KindMaps, KindMapSpec, KindBTF,
	KindContents, KindRun,
}

// An index numbers things as they come.
type index[T comparable] struct {
	numbers map[T]int
	list    []T
}

func (x *index[T]) of(v T) int {
	n, ok := x.numbers[v]
	if !ok {
		if x.numbers == nil {
			x.numbers = map[T]int{}
		}
		n = len(x.list)
		x.numbers[v], x.list = n, append(x.list, v)
	}
	return n
}

// A pageBuilder makes the data of one page.
type pageBuilder struct {
	data        pageData
	loaders     index[pageLoader]
	objects     index[string]
	kinds       index[Kind]
	conventions index[string]
	blobs       index[string]
}

// newPageData returns the data of a page and its blobs, in base64.
func newPageData(r *Report, opts Options) (pageData, []string) {
	b := &pageBuilder{data: pageData{
		Reference: r.Reference, Default: r.Reference == DefaultReference, Verdicts: Verdicts, Impacts: Impacts,
		Causes: []pageCause{}, Pairs: []pagePair{},
	}}
	for _, k := range kinds {
		b.kinds.of(k)
	}
	pairs := map[*Result]int{}
	for i := range r.Results {
		pairs[&r.Results[i]] = i
		b.data.Pairs = append(b.data.Pairs, b.pair(&r.Results[i]))
	}
	for _, c := range Causes(r) {
		b.data.Causes = append(b.data.Causes, b.cause(c, pairs))
	}
	b.data.Loaders, b.data.Objects, b.data.Kinds = b.loaders.list, b.objects.list, b.kinds.list
	b.data.Conventions = explained(b.conventions.list, opts.Conventions)
	return b.data, b.blobs.list
}

// explained returns what is known of conventions, in the order of ids.
func explained(ids []string, known []Convention) []Convention {
	out := []Convention{}
	for _, id := range ids {
		c := Convention{ID: id}
		if i := slices.IndexFunc(known, func(k Convention) bool { return k.ID == id }); i >= 0 {
			c = known[i]
		}
		out = append(out, c)
	}
	return out
}

func (b *pageBuilder) pair(r *Result) pagePair {
	p := pagePair{
		Object: b.objects.of(r.Object), Loader: b.loaders.of(pageLoader{r.Loader, r.Version, r.ReferenceVersion}),
		Verdict: slices.Index(Verdicts, r.Verdict), Reason: r.Reason,
		Outcome: outcomeOf(string(r.Outcome), r.Stage), RefOutcome: string(r.ReferenceOutcome), Values: -1, Sheet: -1, Inputs: -1,
	}
	ids := slices.Clone(r.Conventions)
	var values []pageValues
	for _, d := range r.Differences {
		p.Diffs = append(p.Diffs, pageDiff{
			d.Key, b.kinds.of(d.Kind), slices.Index(Impacts, d.Impact), d.Security, d.Known, !d.IsCause(),
		})
		values = append(values, valuesOf(d))
		ids = append(ids, d.Conventions...)
	}
	p.Conventions = b.ids(ids)
	if len(values) > 0 {
		p.Values = b.blob(pack(values))
	}
	if r.Sheet != nil {
		p.Sheet = b.blob(r.Sheet)
	}
	if r.Inputs != nil {
		p.Inputs = b.blob(r.Inputs)
	}
	return p
}

func outcomeOf(outcome, stage string) string {
	if stage == "" {
		return outcome
	}
	return outcome + " at " + stage
}

func valuesOf(d Difference) pageValues {
	v := pageValues{Reference: d.Reference, Got: d.Got}
	if d.Detail != nil {
		v.Note, v.RefSays, v.GotSays = d.Detail.Note, d.Detail.ReferenceMessage, d.Detail.GotMessage
	}
	return v
}

// ids numbers conventions, each once.
func (b *pageBuilder) ids(list []string) []int {
	out := []int{} // not null in JSON
	for _, id := range list {
		if n := b.conventions.of(id); !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// blob keeps packed data and returns its number. What is the same is kept once: loaders that agree have the same sheet.
func (b *pageBuilder) blob(packed []byte) int {
	return b.blobs.of(base64.StdEncoding.EncodeToString(packed))
}

func (b *pageBuilder) cause(c *Cause, pairs map[*Result]int) pageCause {
	first := c.Places[0].Result
	out := pageCause{
		Where: c.Where, Loader: b.loaders.of(pageLoader{c.Loader, c.Version, first.ReferenceVersion}),
		Impact: slices.Index(Impacts, c.Impact), Kind: b.kinds.of(c.Kind), Security: c.Security, Known: c.Known,
		Reference: c.Reference, Got: c.Got, Conventions: b.ids(c.Conventions),
	}
	if len(c.Places) == 1 {
		d := c.Places[0].Difference()
		out.Where, out.Reference, out.Got = d.Key, clip(d.Reference, maxCellText), clip(d.Got, maxCellText)
	}
	for _, p := range c.Places {
		if n := pairs[p.Result]; len(out.Pairs) == 0 || out.Pairs[len(out.Pairs)-1] != n {
			out.Pairs = append(out.Pairs, n)
		}
	}
	return out
}
