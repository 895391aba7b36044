// Command mutate damages BPF objects: in each object that it writes it changes one number, or cuts the file short, and
// says so in words that make the same change again.
//
//	mutate -seed N -count N -out DIR OBJECT...   writes damaged objects at random, the same for the same seed
//	mutate -table FILE -out DIR                  writes the objects that a table names, into DIR
//	mutate -places OBJECT                        lists what can be changed
//
// It reads objects by itself, since it must know where every number stands. Start at Mutation.
package main

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	var opts options
	flag.Uint64Var(&opts.seed, "seed", 1, "seed of what is chosen at random")
	flag.IntVar(&opts.count, "count", 1, "damaged objects for each object")
	flag.StringVar(&opts.out, "out", ".", "folder to write into")
	flag.StringVar(&opts.table, "table", "", "table of damaged objects; paths in it are relative to its folder")
	flag.BoolVar(&opts.places, "places", false, "list what can be changed in the objects")
	flag.Parse()
	if err := run(opts, flag.Args(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

type options struct {
	seed       uint64
	count      int
	out, table string
	places     bool
}

// run does what the options say, and prints what it has done to w.
func run(opts options, objects []string, w io.Writer) error {
	switch {
	case opts.table != "" && len(objects) == 0:
		return writeTable(opts.table, opts.out)
	case opts.table != "" || len(objects) == 0:
		return fmt.Errorf("name objects, or a table")
	}
	for _, path := range objects {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if opts.places {
			err = listPlaces(data, w)
		} else {
			err = writeRandom(path, data, opts, w)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}

func listPlaces(data []byte, w io.Writer) error {
	places, err := findPlaces(data)
	if err != nil {
		return err
	}
	for _, p := range places {
		fmt.Fprintf(w, "%s %s  %s\n", p.Kind, p.Label, strings.Join(fieldNames(p.Kind), " "))
	}
	return nil
}

// writeRandom writes damaged versions of one object. The seed and the object's name decide what is changed.
func writeRandom(path string, data []byte, opts options, w io.Writer) error {
	base := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	var salt uint64
	for _, c := range []byte(base) {
		salt = salt*31 + uint64(c)
	}
	r := rand.New(rand.NewPCG(opts.seed, salt))
	for i := range opts.count {
		m, damaged, err := Random(data, r)
		if err != nil {
			return err
		}
		name := filepath.Join(opts.out, fmt.Sprintf("%s-%d-%04d.o", base, opts.seed, i))
		if err := os.WriteFile(name, damaged, 0o644); err != nil {
			return err
		}
		fmt.Fprintf(w, "%s: %s\n", name, m)
	}
	return nil
}
