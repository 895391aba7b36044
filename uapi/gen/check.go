package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"difftest/btf"
)

// commands returns the tables of all commands, ordered by command number once check has passed.
func commands() []command {
	return slices.Concat(mapCommands, progCommands, objectCommands, linkCommands)
}

// check says whether the tables cover what k has and name nothing else. It names everything that is wrong.
func check(k *kernel) error {
	c := checker{k: k, used: map[string]map[string]bool{}}
	c.commands()
	c.attachTypes()
	for _, s := range structs {
		c.fields(s.Kernel, "struct "+s.Kernel, s.Fields)
	}
	for _, name := range wantedStructs() {
		c.unused(name)
	}
	for _, e := range enums {
		if len(k.spec.Find(btf.Enum, e.Kernel)) == 0 {
			c.problem("enum %s: not in BTF", e.Kernel)
		}
	}
	return errors.Join(c.problems...)
}

type checker struct {
	k        *kernel
	used     map[string]map[string]bool // struct, path
	problems []error
}

func (c *checker) problem(format string, args ...any) {
	err := fmt.Errorf(format, args...)
	seen := func(e error) bool { return e.Error() == err.Error() }
	if !slices.ContainsFunc(c.problems, seen) { // several views of one struct meet the same problem
		c.problems = append(c.problems, err)
	}
}

func (c *checker) commands() {
	known := map[string]bool{}
	for _, cmd := range commands() {
		known[cmd.Name] = true
		if _, ok := c.k.values[cmd.Name]; !ok {
			c.problem("command %s: in the table, not in BTF", cmd.Name)
		}
		c.fields(attrUnion, cmd.Name, cmd.Fields)
		for _, v := range cmd.Variants {
			c.fields(attrUnion, cmd.Name, v.Fields)
		}
	}
	for _, name := range c.k.enumerators("bpf_cmd") {
		if !known[name] && aliases[name] == "" {
			c.problem("command %s: in BTF, not in the table", name)
		}
	}
}

// attachTypes checks that each attach type is known to use one of the variants of BPF_LINK_CREATE, or none.
func (c *checker) attachTypes() {
	known := map[string]bool{}
	for _, name := range noVariant {
		known[name] = true
	}
	for _, v := range linkVariants {
		for _, name := range v.When {
			known[name] = true
		}
	}
	for _, name := range c.k.enumerators("bpf_attach_type") {
		if !known[name] {
			c.problem("attach type %s: in BTF, not in the table", name)
		}
		delete(known, name)
	}
	for _, name := range slices.Sorted(maps.Keys(known)) {
		c.problem("attach type %s: in the table, not in BTF", name)
	}
}

// aliases are second names of enumerators.
var aliases = map[string]string{"BPF_PROG_RUN": "BPF_PROG_TEST_RUN"}

// enumerators returns the names of an enum's values without the end marker.
func (k *kernel) enumerators(enum string) []string {
	var names []string
	for _, id := range k.spec.Find(btf.Enum, enum) {
		t, _ := k.spec.Type(id)
		for _, v := range t.Values {
			if !isMarker(v.Name) {
				names = append(names, v.Name)
			}
		}
	}
	return names
}

// isMarker is for enumerators that count the others: they differ from kernel to kernel and mean nothing to a caller.
func isMarker(name string) bool {
	return strings.HasPrefix(name, "__MAX_") || strings.HasPrefix(name, "MAX_")
}

func (c *checker) fields(structure, what string, list []field) {
	if c.used[structure] == nil {
		c.used[structure] = map[string]bool{}
	}
	for _, f := range list {
		main, ok := c.k.fields[structure][f.Path]
		if !ok {
			c.problem("%s: field %s: in the table, not in BTF", what, f.Path)
			continue
		}
		c.used[structure][f.Path] = true
		if f.isPointer() && main.size != 8 {
			c.problem("%s: field %s: a pointer of %d bytes", what, f.Path, main.size)
		}
		for _, path := range f.Also {
			c.used[structure][path] = true
			if l := c.k.fields[structure][path]; l.offset != main.offset || l.size != main.size {
				c.problem("%s: field %s does not share the place of %s", what, path, f.Path)
			}
		}
	}
}

func (c *checker) unused(structure string) {
	for _, path := range slices.Sorted(maps.Keys(c.k.fields[structure])) {
		if !c.used[structure][path] {
			c.problem("%s: field %s: in BTF, not in the table", structure, path)
		}
	}
}
