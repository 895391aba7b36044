package diffreport

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// sheetReport is the examples' report with the canonical forms, as the page wants it.
func sheetReport(t *testing.T) *Report {
	t.Helper()
	hooks := exampleHooks
	hooks.Sheets = true
	return exampleReportWith(t, hooks)
}

// TestPage opens the page in both shapes and colours: all of it is there, within the window, and nothing is empty.
func TestPage(t *testing.T) {
	for name, size := range map[string][2]int64{"desktop": {1280, 900}, "phone": {390, 844}} {
		t.Run(name, func(t *testing.T) {
			r := sheetReport(t)
			p := openPage(t, r, size[0], size[1])
			for _, want := range []string{pageTitle(r), "libbpf 1.7.0", "Linux 6.18.44", "aya 0.14.0"} {
				if text := p.text("body"); !strings.Contains(text, want) {
					t.Errorf("no %q in the page", want)
				}
			}
			for _, link := range []string{"#objects", "#causes", "#conventions", pairHash("examples/two-insns.o", "aya 0.14.0")} {
				p.goTo(link)
				checkLayout(t, p, link)
			}
			p.dark(false)
			light, colours := p.look()
			p.dark(true)
			dark, _ := p.look()
			if light < 0.8 || dark > 0.25 || colours < 50 {
				t.Errorf("lightness %.2f light, %.2f dark; %d colours", light, dark, colours)
			}
		})
	}
}

// pairHash is the hash of the page of a pair.
func pairHash(object, loader string) string {
	return "#pair?o=" + strings.ReplaceAll(object, "/", "%2F") + "&l=" + strings.ReplaceAll(loader, " ", "+")
}

// goTo follows a hash and waits for what it shows.
func (p *page) goTo(hash string) {
	p.t.Helper()
	eval[string](p, fmt.Sprintf("location.hash = %q", hash))
	if strings.HasPrefix(hash, "#pair") {
		p.wait("document.querySelector('article.pair h2') !== null")
		return
	}
	p.wait(fmt.Sprintf("document.querySelector('.list.of-%s tbody tr') !== null", hash[1:]))
}

// checkLayout checks that nothing sticks out of the window and that no box that should hold something is empty.
func checkLayout(t *testing.T, p *page, where string) {
	t.Helper()
	if wide := eval[[]string](p, `[...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 &&
		!e.closest(".hex, .scroll")).map((e) => e.className + ": " + e.textContent.slice(0, 60))`); len(wide) > 0 {
		t.Errorf("%s: wider than the window: %q", where, wide[:min(len(wide), 3)])
	}
	if empty := eval[[]string](p, `[...document.querySelectorAll("main h2, main tbody tr, main a.cell, main .row, main .command code, main .badge")]
		.filter((e) => { const r = e.getBoundingClientRect(); return r.width < 2 || r.height < 8; })
		.map((e) => e.className + ": " + e.textContent.slice(0, 60))`); len(empty) > 0 {
		t.Errorf("%s: empty: %q", where, empty[:min(len(empty), 3)])
	}
}

// TestPageFilter filters by typing, by buttons and by the table at the top, and keeps the filter in the address.
func TestPageFilter(t *testing.T) {
	r := sheetReport(t) // one pair of each object
	p := openPage(t, r, 1280, 900)
	of := func(n int) string { return fmt.Sprintf("%d of %d objects", n, len(r.Results)) }
	status := func(query string) string {
		t.Helper()
		eval[any](p, "{ const f = document.activeElement; if (f.id === 'filter') { f.value = ''; f.blur(); } }") // of the last query
		p.keys("/")
		p.wait("document.activeElement.id === 'filter'")
		eval[any](p, "document.activeElement.value = ''") // the key itself, where it came in after the focus
		p.keys(query)
		return p.text(".status")
	}
	for query, want := range map[string]string{
		"insn":                          "",
		"is:broken":                     of(r.Totals.Broken),
		"is:known":                      of(r.Totals.Known),
		"is:security":                   of(3),
		"two-insns":                     of(1),
		"impact:naming -map":            of(1),
		"conv:map-17 loader:aya":        "",
		`"max_entries" kind:map-spec`:   "",
		"no such thing anywhere at all": of(0),
	} {
		got := status(query)
		if want != "" && got != want || got == of(len(r.Results)) {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
		rows := eval[int](p, "document.querySelectorAll('.list tbody a.cell:not(.off)').length")
		if shown := !strings.HasPrefix(got, "0 "); shown != (rows > 0) {
			t.Errorf("%s: %q, but %d pairs", query, got, rows)
		}
	}
	p.keys(kb.Escape)
	if got := p.text(".status"); got != of(len(r.Results)) {
		t.Errorf("cleared: %q", got)
	}
	eval[any](p, "[...document.querySelectorAll('.chip')].find((c) => c.textContent === 'broken').click()")
	if got := p.text(".status"); got != of(r.Totals.Broken) {
		t.Errorf("button: %q", got)
	}
	p.wait("location.hash === '#objects?q=is%3Abroken'")
	eval[any](p, "document.querySelector('.summary a[data-query=\"is:skipped\"]').click()")
	p.wait(fmt.Sprintf("document.querySelector('.status').textContent === %q", of(r.Totals.Skipped)))
}

// TestPageDrillDown goes from the list to a pair and back by keys alone.
func TestPageDrillDown(t *testing.T) {
	r := sheetReport(t)
	p := openPage(t, r, 1280, 900)
	p.keys("/")
	p.wait("document.activeElement.id === 'filter'")
	p.keys("two-insns")
	p.keys(kb.Enter)
	p.wait("document.activeElement.matches('a.cell')")
	p.keys(kb.Enter)
	p.wait("document.querySelector('article.pair .row.m-changed') !== null")
	for selector, want := range map[string][]string{
		"h2":                  {"examples/two-insns.o"},
		".command":            {"difftest --loader aya examples/two-insns.o"},
		".says":               {"aya 0.14.0 differs from libbpf 1.7.0"},
		".differences":        {"2 causes", "silent", "prog count insn 5", "prog count run zeros retval", "2 → 3"},
		".row.m-changed .l":   {"call bpf_map_lookup_elem", "v = lookup(&counters);", "count.c:10"},
		".row.m-changed .r":   {"call bpf_map_delete_elem"},
		".row.m-changed mark": {"bpf_map_lookup_elem"},
		".runs":               {"count", "zeros", "retval"},
	} {
		text := p.text(selector)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no %q in %q", selector, w, text)
			}
		}
	}
	p.keys("n")
	if here := eval[[]string](p, "[...document.querySelectorAll('.row.here')].map((e) => e.dataset.d)"); !slices.Equal(here, []string{"1"}) {
		t.Errorf("next difference: %v", here)
	}
	all := "document.querySelectorAll('.sheet .row').length"
	before := eval[int](p, all)
	p.keys("a")
	if after := eval[int](p, all); after < before || p.text(".sheet .fold") != "" {
		t.Errorf("all lines: %d rows, before %d", after, before)
	}
	p.keys("s")
	if shown := eval[bool](p, "document.querySelector('.source').checkVisibility()"); shown {
		t.Error("source is still shown")
	}
	p.keys(kb.Escape)
	p.wait("document.querySelector('.list tbody tr') !== null")
	if got := p.text(".status"); got != fmt.Sprintf("1 of %d objects", len(r.Results)) {
		t.Errorf("back: %q", got)
	}
	p.keys("?")
	p.wait("document.getElementById('help').open")
}

// TestPageCauses goes from a cause that several objects share to these, and from a convention to its objects.
func TestPageCauses(t *testing.T) {
	p := openPage(t, sheetReport(t), 1280, 900)
	p.goTo("#causes")
	eval[any](p, `[...document.querySelectorAll(".of-causes a.cause")].find((a) => a.hash.includes("cause=") &&
		a.querySelector("code.where").textContent === "prog * insn *").click()`)
	p.wait("document.querySelector('.status')?.innerText.includes('with the cause')")
	several := regexp.MustCompile(`^([2-9]|[1-9]\d) of \d+ objects with the cause prog \* insn \* show all$`)
	if got := p.text(".status"); !several.MatchString(got) {
		t.Errorf("cause: %q", got)
	}
	p.goTo("#conventions")
	if got := p.text(".list tbody"); !strings.Contains(got, "MAP-17") || !strings.Contains(got, "entries of perf event arrays") {
		t.Errorf("conventions: %q", got)
	}
}

// TestPageOfJSON says what a page that was made of a JSON report has not.
func TestPageOfJSON(t *testing.T) {
	p := openPage(t, exampleReport(t), 390, 844)
	p.goTo(pairHash("examples/two-insns.o", "aya 0.14.0"))
	if got := p.text(".no-forms"); !strings.Contains(got, "difftest report DIR --format html=FILE") {
		t.Errorf("no forms: %q", got)
	}
	if got := p.text(".differences"); !strings.Contains(got, "prog count insn 5") {
		t.Errorf("differences: %q", got)
	}
}

// TestPageHostile shows names that would be markup as what they are.
func TestPageHostile(t *testing.T) {
	r := hostileReport()
	r.Results[0].Sheet = (&Sheet{Rows: []SheetRow{{Kind: RowInsn, Ref: &SheetCell{Text: "<script>alert(1)</script>"}}}}).Pack()
	p := openPage(t, r, 1280, 900)
	if n := eval[int](p, "document.querySelectorAll('main script').length"); n != 0 {
		t.Errorf("%d scripts in the page", n)
	}
	eval[any](p, "document.querySelector('.list a.cell').click()")
	p.wait("document.querySelector('article.pair h2') !== null")
	if got := p.text("h2"); !strings.Contains(got, "<script>alert(1)</script>") {
		t.Errorf("name: %q", got)
	}
	checkLayout(t, p, "hostile")
}

// filterLimit is how long filtering may take, in milliseconds, from the key to the new layout.
const filterLimit = 200

// TestPageLarge filters 5,000 objects by three loaders, fast.
func TestPageLarge(t *testing.T) {
	p := openPage(t, syntheticReport(5000), 1280, 900)
	for _, query := range []string{"object-49", "is:differs impact:silent", "group-07 -aya", "map-17", "nothing like this", ""} {
		times := eval[[]float64](p, fmt.Sprintf(`(() => {
			const input = document.getElementById("filter"), times = [];
			for (let i = 0; i < 5; i++) {
				input.value = i %% 2 ? "" : %q;
				const from = performance.now();
				input.dispatchEvent(new Event("input"));
				document.body.offsetHeight;
				if (i %% 2 === 0) times.push(performance.now() - from);
			}
			return times;
		})()`, query))
		slices.Sort(times)
		t.Logf("%-28q %.0f ms (%.0f to %.0f), %s", query, times[1], times[0], times[2], p.text(".status"))
		if times[1] > filterLimit { // the middle one: the machine may do something else meanwhile
			t.Errorf("%q took %.0f ms, want %d at most", query, times[1], filterLimit)
		}
	}
	eval[any](p, "scrollTo(0, document.body.scrollHeight)")
	p.wait("document.querySelectorAll('.list tbody tr').length > 100")
}
