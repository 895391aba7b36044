// Package corpus holds the cases: objects, and what is known and expected of them. The objects stand in cases/ beside
// their sources; the package reads what an object cannot say itself, and judges nothing. Start at LoadCase.
package corpus

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// A Case is an object together with its set-up and what is expected of it. Paths are as LoadCase was given them.
type Case struct {
	Object string // path of the object

	TargetBTF string            // path of the raw BTF that stands for the kernel's; empty: the running kernel's
	Kconfig   string            // text that overrides the kernel's configuration; empty: the kernel's
	PinPath   string            // absolute folder on a bpffs for maps pinned by name; empty: the library's default
	Globals   map[string][]byte // values of global variables, in the target's byte order
	Pins      []Pin             // maps that the host makes and pins before the load
	// FreshState has the object loaded anew before the runs of each of its programs, so that none finds in maps what
	// another left.
	FreshState bool
	Why        string // why the set-up is needed

	Conventions  []string      // ids that the case exercises, without repetition, in the order in which they are named
	Reports      []string      // ids of the public reports whose defect the case shows, likewise; see Reported
	Needs        []Need        // what it needs of a target, likewise
	Expect       Verdict       // of the whole object, where the object has no tags; see Expectations
	Expectations []Expectation // from the object's tags, by function; filled by AddTags
}

// PinProgram is the type of a pin that is no map: a program that does nothing. Sizes and flags do not count.
const PinProgram = "program"

// A Pin is a map that exists, pinned, before the load.
type Pin struct {
	Path       string // relative to the case's pin path
	Type       string // as BPF_MAP_TYPE_*, in lower case without the prefix: "hash"; or PinProgram
	KeySize    uint32 // bytes
	ValueSize  uint32 // bytes
	MaxEntries uint32 // of a perf_event_array, 0 is one for each possible CPU
	MapFlags   uint32
}

// Verdict is what the reference does with an object or program.
type Verdict string

// The verdicts.
const (
	VerdictSuccess Verdict = "success"
	VerdictFailure Verdict = "failure"
)

// sideFile is the side file as it is written.
type sideFile struct {
	TargetBTF   string            `toml:"target_btf"`
	Kconfig     string            `toml:"kconfig"`
	PinPath     string            `toml:"pin_path"`
	Globals     map[string]string `toml:"globals"`
	Pin         []sidePin         `toml:"pin"`
	FreshState  bool              `toml:"fresh_state"`
	Conventions []string          `toml:"conventions"`
	Reports     []string          `toml:"reports"`
	Needs       []Need            `toml:"needs"`
	Expect      Verdict           `toml:"expect"`
	Why         string            `toml:"why"`
}

type sidePin struct {
	Path       string `toml:"path"`
	Type       string `toml:"type"`
	KeySize    uint32 `toml:"key_size"`
	ValueSize  uint32 `toml:"value_size"`
	MaxEntries uint32 `toml:"max_entries"`
	MapFlags   uint32 `toml:"map_flags"`
}

// LoadCase returns the case of the object at path, with what its side file says if there is one. The object of another
// build has that of the case, unless it has one of its own. The object itself is not read. On error the case is not
// usable.
func LoadCase(path string) (Case, error) {
	c := Case{Object: path}
	sidePath := sideFilePath(path)
	text, err := os.ReadFile(sidePath)
	if plain, ok := otherBuild(path); ok && errors.Is(err, fs.ErrNotExist) {
		sidePath = sideFilePath(plain)
		text, err = os.ReadFile(sidePath)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return Case{}, fmt.Errorf("side file: %w", err)
	}
	var side sideFile
	if err := decodeStrict(string(text), &side); err != nil {
		return Case{}, fmt.Errorf("side file %s: %w", sidePath, err)
	}
	if err := c.fill(side); err != nil {
		return Case{}, fmt.Errorf("side file %s: %w", sidePath, err)
	}
	return c, nil
}

// sideFilePath is where an object's side file stands, if it has one.
func sideFilePath(object string) string {
	return strings.TrimSuffix(object, filepath.Ext(object)) + ".toml"
}

// fill copies what a side file says, checking it.
func (c *Case) fill(side sideFile) error {
	c.Kconfig, c.PinPath, c.Why = side.Kconfig, side.PinPath, side.Why
	c.FreshState = side.FreshState
	switch side.Expect {
	case "", VerdictSuccess, VerdictFailure:
		c.Expect = side.Expect
	default:
		return fmt.Errorf("expect: %q is neither success nor failure", side.Expect)
	}
	if side.TargetBTF != "" {
		c.TargetBTF = filepath.Join(root(c.Object), filepath.FromSlash(side.TargetBTF))
		if _, err := os.Stat(c.TargetBTF); err != nil {
			return fmt.Errorf("target_btf: %w", err)
		}
	}
	for name, text := range side.Globals {
		value, err := hex.DecodeString(text)
		if err != nil {
			return fmt.Errorf("globals: %s: %w", name, err)
		}
		if c.Globals == nil {
			c.Globals = map[string][]byte{}
		}
		c.Globals[name] = value
	}
	for i, pin := range side.Pin {
		if pin.Path == "" || pin.Type == "" {
			return fmt.Errorf("pin %d: path and type are needed", i)
		}
		c.Pins = append(c.Pins, Pin(pin))
	}
	for _, id := range side.Conventions {
		addOnce(&c.Conventions, id)
	}
	for _, id := range side.Reports {
		addOnce(&c.Reports, id)
	}
	for _, need := range side.Needs {
		if err := c.addNeed(need); err != nil {
			return err
		}
	}
	return nil
}

// root is the folder that paths in a side file are relative to: the one that holds the object's cases folder, or the
// object's own where it stands elsewhere.
func root(object string) string {
	if dir, ok := Root(object); ok {
		return dir
	}
	return filepath.Dir(object)
}

// Root returns the corpus that an object stands in, as its path says: the folder that holds the folder cases. Where a
// relative path starts further down, the folder is absolute.
func Root(object string) (dir string, ok bool) {
	if dir, ok = above(object); ok || filepath.IsAbs(object) {
		return dir, ok
	}
	if abs, err := filepath.Abs(object); err == nil {
		return above(abs)
	}
	return "", false
}

// above looks for the folder cases in a path and returns the one that holds it.
func above(object string) (dir string, ok bool) {
	for dir := filepath.Dir(object); ; dir = filepath.Dir(dir) {
		if filepath.Base(dir) == "cases" {
			return filepath.Dir(dir), true
		}
		if parent := filepath.Dir(dir); parent == dir {
			return "", false
		}
	}
}

// addNeed takes over a need that is known.
func (c *Case) addNeed(need Need) error {
	if _, err := need.Met(Target{}); err != nil {
		return err
	}
	addOnce(&c.Needs, need)
	return nil
}

// addOnce appends what is not in the list yet.
func addOnce[T comparable](ids *[]T, id T) {
	if !slices.Contains(*ids, id) {
		*ids = append(*ids, id)
	}
}

// decodeStrict decodes TOML into v and fails on a key that v does not have.
func decodeStrict(text string, v any) error {
	meta, err := toml.Decode(text, v)
	if err != nil {
		return err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("unknown key %q", unknown[0].String())
	}
	return nil
}
