package host

import (
	"io"
	"strings"
	"sync"
	"time"
)

// maxMessage is how much of a message of a plugin or of go-plugin goes into an error, in bytes.
const maxMessage = 300

// maxLine is how much of a line of stdout is passed on, in bytes: go-plugin stops reading at 64 KiB.
const maxLine = 4 << 10

// maxOutput is how much a plugin may write to its stdout, and to its stderr, in its life, in bytes.
const maxOutput = 256 << 20

// meter calls over once more than maxOutput bytes have been read.
type meter struct {
	io.ReadCloser
	over func()
	sum  int
}

// Read implements io.Reader.
func (m *meter) Read(b []byte) (int, error) {
	n, err := m.ReadCloser.Read(b)
	if m.sum <= maxOutput && m.sum+n > maxOutput {
		m.over()
	}
	m.sum += n
	return n, err
}

// teeReader copies what is read into a tail.
type teeReader struct {
	io.ReadCloser
	tail *tail
}

// Read implements io.Reader.
func (t teeReader) Read(b []byte) (int, error) {
	n, err := t.ReadCloser.Read(b)
	_, _ = t.tail.Write(b[:n])
	if err != nil {
		t.tail.close()
	}
	return n, err
}

// tail keeps the last bytes of a stream.
type tail struct {
	mu    sync.Mutex
	limit int
	buf   []byte
	end   chan struct{} // closed when the stream has ended
	once  sync.Once
}

func newTail(limit int) *tail { return &tail{limit: limit, end: make(chan struct{})} }

// close notes that the stream has ended.
func (t *tail) close() { t.once.Do(func() { close(t.end) }) }

// awaitEnd waits until the stream has ended, at most for a time.
func (t *tail) awaitEnd(limit time.Duration) {
	select {
	case <-t.end:
	case <-time.After(limit):
	}
}

// Write implements io.Writer. It never fails.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, b...)
	if over := len(t.buf) - t.limit; over > 0 {
		t.buf = append(t.buf[:0], t.buf[over:]...)
	}
	return len(b), nil
}

// lastLines returns up to n last lines, joined by " / ", shortened.
func (t *tail) lastLines(n int) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	lines := strings.Split(strings.TrimSpace(string(t.buf)), "\n")
	text := strings.Join(lines[max(0, len(lines)-n):], " / ")
	if len(text) > maxMessage {
		text = "…" + text[len(text)-maxMessage:]
	}
	return text
}

// lineCutter passes lines of at most maxLine bytes on and drops the rest of longer ones: a plugin that prints a line
// over 64 KiB would else end go-plugin's reading and then hang on a full pipe.
type lineCutter struct {
	r    io.ReadCloser
	line int // bytes of the current line so far
}

// Read implements io.Reader.
func (c *lineCutter) Read(b []byte) (int, error) {
	for {
		n, err := c.r.Read(b)
		kept := b[:0]
		for _, ch := range b[:n] {
			if ch == '\n' {
				c.line = 0
				kept = append(kept, ch)
				continue
			}
			if c.line < maxLine {
				kept = append(kept, ch)
			}
			c.line++
		}
		if len(kept) > 0 || err != nil {
			return len(kept), err
		}
	}
}

// Close implements io.Closer.
func (c *lineCutter) Close() error { return c.r.Close() }
