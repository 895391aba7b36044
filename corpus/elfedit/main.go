// Command elfedit makes an ELF object what no compiler writes: one that is damaged in exactly one place, or that is
// written in a rare way. It edits a little-endian 64-bit object in place.
//
//	elfedit FILE EDIT...
//
// An EDIT is one argument:
//
//	header FIELD=VALUE             a field of the file's header: "e_machine=0"
//	section NAME FIELD=VALUE       a field of a section's header: "section .text sh_type=8"
//	symbol NAME FIELD=VALUE        a field of a symbol: "symbol prog st_size=0"
//	relocation SECTION N FIELD=VALUE   a field of the Nth relocation in a section, from 0
//	rename OLD NEW                 gives symbol OLD the name of symbol NEW
//	replace SECTION OLD NEW        puts a string of the same length in place of the only string OLD in a section
//	write SECTION OFFSET HEX       bytes of a section
//	truncate BYTES                 the file ends there
//
// A VALUE is a number, or what is added to the old one where it begins with +. An edit that finds nothing is an error.
package main

import (
	"fmt"
	"os"
	"strings"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: elfedit FILE EDIT...")
		os.Exit(1)
	}
	if err := edit(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "elfedit:", err)
		os.Exit(1)
	}
}

// edit applies edits to the file at path, in their order.
func edit(path string, edits []string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for _, line := range edits {
		if data, err = apply(data, strings.Fields(line)); err != nil {
			return fmt.Errorf("%s: %q: %w", path, line, err)
		}
	}
	return os.WriteFile(path, data, 0o644)
}

// An operation is what one kind of edit does to an object.
type operation struct {
	args int // how many words follow its name
	do   func(o object, args []string) ([]byte, error)
}

var operations = map[string]operation{
	"header":     {1, object.setHeader},
	"section":    {2, object.setSection},
	"symbol":     {2, object.setSymbol},
	"relocation": {3, object.setRelocation},
	"rename":     {2, object.rename},
	"replace":    {3, object.replace},
	"write":      {3, object.write},
	"truncate":   {1, object.truncate},
}

// apply makes one edit and returns the object as it then is.
func apply(data []byte, words []string) ([]byte, error) {
	if len(words) == 0 {
		return nil, fmt.Errorf("no edit")
	}
	op, ok := operations[words[0]]
	if !ok || len(words)-1 != op.args {
		return nil, fmt.Errorf("no such edit")
	}
	o, err := read(data)
	if err != nil {
		return nil, err
	}
	return op.do(o, words[1:])
}
