package capture

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// maxEncoded is the largest recording that is read, in bytes of its decompressed text. The largest real ones, with a
// hundred large programs, stay below a tenth of it.
const maxEncoded = 1 << 30

// ErrFormat means that a recording was written in another version of the format.
var ErrFormat = errors.New("recording of another format version")

// Write writes rec, compressed.
func Write(w io.Writer, rec *Recording) error {
	z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return fmt.Errorf("write recording: %w", err)
	}
	if err := errors.Join(json.NewEncoder(z).Encode(rec), z.Close()); err != nil {
		return fmt.Errorf("write recording: %w", err)
	}
	return nil
}

// Read reads what Write wrote. A recording of another version is ErrFormat. It never panics, whatever the input.
func Read(r io.Reader) (*Recording, error) {
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxEncoded))
	if err != nil {
		return nil, fmt.Errorf("read recording: %w", err)
	}
	defer z.Close()
	var rec Recording
	if err := json.NewDecoder(io.LimitReader(z, maxEncoded)).Decode(&rec); err != nil {
		return nil, fmt.Errorf("read recording: %w", err)
	}
	if rec.Format != FormatVersion {
		return nil, fmt.Errorf("%w: %d, this program reads %d", ErrFormat, rec.Format, FormatVersion)
	}
	if len(rec.Loads) == 0 {
		return nil, errors.New("read recording: it has no loads")
	}
	return &rec, nil
}
