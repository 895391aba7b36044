package host

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"difftest/capture"
)

// recordingEnding is the ending of files that hold one recording each.
const recordingEnding = ".rec"

// shortDigest is how much of an object's digest goes into the name of its folder: two objects of one name stay apart.
const shortDigest = 12

// save writes one recording below dir: a folder for each object, a file for each column, whose name begins with the
// column's number. Repeats have their number, from 2 on, behind it.
func save(dir string, rec *capture.Recording, j job) error {
	folder := filepath.Join(dir, filepath.Base(rec.Object.Path)+"-"+rec.Object.SHA256[:shortDigest])
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("save recording: %w", err)
	}
	name := fmt.Sprintf("%d-%s%s", j.column, rec.Loader.Name, recordingEnding)
	if j.repeat > 0 {
		name = fmt.Sprintf("%d.%d-%s%s", j.column, j.repeat+1, rec.Loader.Name, recordingEnding)
	}
	err := writeFile(filepath.Join(folder, name), func(w io.Writer) error { return capture.Write(w, rec) })
	if err != nil {
		return fmt.Errorf("save recording: %w", err)
	}
	return nil
}

// A stored recording is one that was read back.
type stored struct {
	path string
	job  job // without its object
	rec  *capture.Recording
}

// object tells the objects apart that were recorded.
func (s stored) object() string { return s.rec.Object.SHA256 + " " + s.rec.Object.Path }

// order is the order in which recordings are compared: by object, column and repeat.
func (s stored) order(o stored) int {
	return cmp.Or(strings.Compare(s.rec.Object.Path, o.rec.Object.Path), strings.Compare(s.object(), o.object()),
		cmp.Compare(s.job.column, o.job.column), strings.Compare(s.rec.Loader.Name, o.rec.Loader.Name),
		cmp.Compare(s.job.repeat, o.job.repeat))
}

// groupStored puts the recordings that repeat each other together. The list is in order.
func groupStored(list []stored) [][]stored {
	var groups [][]stored
	for i, s := range list {
		if s.job.repeat > 0 && i > 0 && s.rec.Loader.Name == list[i-1].rec.Loader.Name &&
			s.object() == list[i-1].object() && s.job.column == list[i-1].job.column {
			groups[len(groups)-1] = append(groups[len(groups)-1], s)
			continue
		}
		groups = append(groups, []stored{s})
	}
	return groups
}

func recordings(group []stored) []*capture.Recording {
	var recs []*capture.Recording
	for _, s := range group {
		recs = append(recs, s.rec)
	}
	return recs
}

// parseName is the inverse of how save names files.
func parseName(name string) (j job, ok bool) {
	number, _, _ := strings.Cut(name, "-")
	column, repeat, again := strings.Cut(number, ".")
	var err error
	if j.column, err = strconv.Atoi(column); err != nil {
		return j, false
	}
	if again {
		n, err := strconv.Atoi(repeat)
		j.repeat = n - 1
		return j, err == nil && n > 1
	}
	return j, true
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
		j, ok := parseName(filepath.Base(path))
		if !ok {
			problems = append(problems, fmt.Errorf("%s: its name does not begin with a column's number", path))
			return nil
		}
		list = append(list, stored{path, j, rec})
		return nil
	})
	if err == nil && len(list) == 0 && len(problems) == 0 {
		err = fmt.Errorf("recordings: no *%s below %s: `difftest run --out %s PATH...` makes them", recordingEnding, dir, dir)
	}
	slices.SortStableFunc(list, stored.order)
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
