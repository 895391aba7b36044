// Command coverage says what of a C library's code ran: lines and branches, counted by gcov, of the functions that its
// entry points reach.
//
//	coverage [-v] [-floor FILE=LINES/BRANCHES]... -roots NAME,... FOLDER
//
// FOLDER holds, for each source FILE.c that is looked at or called from there, FILE.ll (what clang -S -emit-llvm says of
// it, from which the call graph comes) and, for those that are counted, FILE.json (what gcov --json-format says of it).
// A folder's run file makes both; it says what is counted. Start at Graph.Reach for which functions are counted.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

func main() {
	var opts options
	flag.BoolVar(&opts.verbose, "v", false, "list functions that were not called, lines that did not run and branches not taken")
	flag.Func("roots", "entry points, separated by commas", func(s string) error {
		opts.roots = strings.Split(s, ",")
		return nil
	})
	flag.Func("floor", "fail where FILE has less than LINES/BRANCHES per cent; may be repeated", func(s string) error {
		floor, err := parseFloor(s)
		opts.floors = append(opts.floors, floor)
		return err
	})
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: coverage [-v] [-floor FILE=LINES/BRANCHES]... -roots NAME,... FOLDER")
		os.Exit(2)
	}
	if err := run(opts, os.DirFS(flag.Arg(0)), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "coverage:", err)
		os.Exit(1)
	}
}

type options struct {
	verbose bool
	roots   []string
	floors  []Floor
}
