package host

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"difftest/capture"
)

// recordingEnding is the ending of files that hold one recording each.
const recordingEnding = ".rec"

// shortDigest is how much of an object's digest goes into the name of its folder: two objects of one name stay apart.
const shortDigest = 12

// save writes one recording below dir: a folder for each object, a file for each loader. A loader that is recorded
// twice, as reference and as contestant, has its column's number in the second name.
func save(dir string, rec *capture.Recording, column int) error {
	folder := filepath.Join(dir, filepath.Base(rec.Object.Path)+"-"+rec.Object.SHA256[:shortDigest])
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("save recording: %w", err)
	}
	name := fmt.Sprintf("%d-%s%s", column, rec.Loader.Name, recordingEnding)
	err := writeFile(filepath.Join(folder, name), func(w io.Writer) error { return capture.Write(w, rec) })
	if err != nil {
		return fmt.Errorf("save recording: %w", err)
	}
	return nil
}

// A stored recording is one that was read back.
type stored struct {
	path   string
	column int
	rec    *capture.Recording
}

// readStored reads all recordings below dir, by object and column. A file that cannot be read is a problem; the others
// are read all the same.
func readStored(dir string) (list []stored, problems []error, err error) {
	if _, err := os.Stat(dir); err != nil {
		return nil, nil, fmt.Errorf("recordings: %w", err)
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, recordingEnding) {
			return err
		}
		rec, rerr := readRecording(path)
		if rerr != nil {
			problems = append(problems, rerr)
			return nil
		}
		s := stored{path: path, rec: rec}
		if _, serr := fmt.Sscanf(filepath.Base(path), "%d-", &s.column); serr != nil {
			problems = append(problems, fmt.Errorf("%s: its name does not begin with a column's number", path))
			return nil
		}
		list = append(list, s)
		return nil
	})
	if err == nil && len(list) == 0 && len(problems) == 0 {
		err = fmt.Errorf("recordings: no *%s below %s: `difftest run --out %s PATH...` makes them", recordingEnding, dir, dir)
	}
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.rec.Object.Path != b.rec.Object.Path {
			return a.rec.Object.Path < b.rec.Object.Path
		}
		return a.column < b.column
	})
	return list, problems, err
}

func readRecording(path string) (*capture.Recording, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rec, err := capture.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return rec, nil
}
