package diffreport

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"difftest/internal/tooltest"
)

// pageTimeout is how long a test of the page may take. Most of it goes into starting the browser.
const pageTimeout = 2 * time.Minute

// A page is the HTML report in a headless browser.
type page struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	problems []string // errors on the console, exceptions, requests
}

// openPage opens a report's page. The test fails if the page logs an error, throws, or asks the network for anything.
func openPage(t *testing.T, r *Report, width, height int64) *page {
	t.Helper()
	path := tooltest.Require(t, "REQUIRE_CHROMIUM", "chromium", "chromium-browser", "google-chrome")
	file := filepath.Join(t.TempDir(), "report.html")
	var text bytes.Buffer
	if err := WriteHTML(&text, r, Options{Conventions: []Convention{
		{"MAP-17", "entries of perf event arrays", "one for each CPU", "https://example.com/source"},
	}}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := context.WithTimeout(t.Context(), pageTimeout)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, flags...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	p := &page{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, p.listen); err != nil {
		t.Fatal(err)
	}
	call(p, log.Enable, cdp.Empty{})
	call(p, network.Enable, network.EnableParams{})
	p.run(chromedp.EmulateViewport(width, height), chromedp.Navigate("file://"+file))
	p.wait("document.querySelector('.list tbody tr') !== null")
	t.Cleanup(p.noProblems)
	return p
}

// listen takes note of what must not happen.
func (p *page) listen(event any) {
	problem := ""
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		problem = "exception: " + exceptionText(e.ExceptionDetails)
	case *runtime.EventConsoleAPICalled:
		problem = fmt.Sprintf("console: %s %v", e.Type, e.Args)
	case *log.EventEntryAdded:
		problem = fmt.Sprintf("log: %s %s", e.Entry.Level, e.Entry.Text)
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, "file://") {
			problem = "request: " + e.Request.URL
		}
	}
	if problem != "" {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.problems = append(p.problems, problem)
	}
}

func (p *page) noProblems() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, problem := range p.problems {
		p.t.Errorf("page: %s", problem)
	}
}

func (p *page) run(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// get runs an action and returns what it yields.
func get[T any](p *page, action chromedp.Action[T]) T {
	p.t.Helper()
	out, err := chromedp.Run(p.ctx, action)
	if err != nil {
		p.t.Fatal(err)
	}
	return out
}

// call sends a command of the protocol.
func call[P, R any](p *page, command cdp.Command[P, R], params P) {
	p.t.Helper()
	if _, err := chromedp.Call(p.ctx, command, params); err != nil {
		p.t.Fatal(err)
	}
}

// eval evaluates an expression in the page. A promise is awaited.
func eval[T any](p *page, expression string) T {
	p.t.Helper()
	return get(p, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// text is what a reader sees of an element.
func (p *page) text(selector string) string {
	p.t.Helper()
	return eval[string](p, fmt.Sprintf("document.querySelector(%q)?.innerText ?? ''", selector))
}

// wait waits until an expression holds.
func (p *page) wait(expression string) {
	p.t.Helper()
	get(p, chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingTimeout(20*time.Second)))
}

// keys types keys, one after the other, wherever the focus is.
func (p *page) keys(text string) {
	p.t.Helper()
	p.run(chromedp.KeyEvent(text))
}

// look takes a screenshot and returns its mean lightness from 0 to 1 and how many colours there are.
func (p *page) look() (lightness float64, colours int) {
	p.t.Helper()
	shot := get(p, chromedp.CaptureScreenshot())
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		p.t.Fatal(err)
	}
	if dir := os.Getenv("SCREENSHOTS"); dir != "" {
		name := strings.ReplaceAll(p.t.Name(), "/", "-") + ".png"
		if err := os.WriteFile(filepath.Join(dir, name), shot, 0o600); err != nil {
			p.t.Fatal(err)
		}
	}
	seen := map[[3]uint32]bool{}
	sum, n := 0.0, 0
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y += 2 {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x += 2 {
			r, g, b, _ := img.At(x, y).RGBA()
			seen[[3]uint32{r, g, b}] = true
			sum += float64(r+g+b) / (3 * 0xffff)
			n++
		}
	}
	return sum / float64(n), len(seen)
}

// dark makes the page think that the reader prefers dark, or light.
func (p *page) dark(on bool) {
	value := "light"
	if on {
		value = "dark"
	}
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}},
	})
}

// exceptionText is what the page threw, with where.
func exceptionText(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return fmt.Sprintf("%s at %d:%d", d.Text, d.LineNumber, d.ColumnNumber)
}
