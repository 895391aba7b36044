package object

import (
	"bytes"
	"debug/elf"
	"errors"
	"fmt"
	"io"
	"strings"
)

// What Read and ReadBTF may find wrong with a whole file, for errors.Is.
var (
	ErrNotELF    = errors.New("not an ELF file")
	ErrClass     = errors.New("not a 64-bit ELF file")
	ErrTruncated = errors.New("truncated ELF file")
	ErrMachine   = errors.New("not a BPF object") // always a *MachineError
)

// MachineError is the error for an ELF file that is meant for another machine.
type MachineError struct{ Machine elf.Machine }

// Error names the machine.
func (e *MachineError) Error() string { return fmt.Sprintf("%v: machine %v", ErrMachine, e.Machine) }

// Is reports whether target is ErrMachine.
func (e *MachineError) Is(target error) bool { return target == ErrMachine }

// maxProblems bounds how many problems are listed.
const maxProblems = 100

// reader gathers facts.
type reader struct {
	*file
	facts   *Facts
	symbols []symbol
}

// Read reads the facts of an object. An error means that the file is no BPF object at all, or that its sections cannot
// be found; what is wrong inside of them is listed in Facts.Problems.
func Read(r io.ReaderAt) (*Facts, error) {
	f, err := readFile(r)
	if err == nil && f.machine != elf.EM_BPF && f.machine != elf.EM_NONE {
		err = &MachineError{f.machine}
	}
	if err != nil {
		return nil, fmt.Errorf("object: %w", err)
	}
	rd := &reader{file: f, facts: &Facts{BigEndian: f.data[elf.EI_DATA] == byte(elf.ELFDATA2MSB)}}
	rd.facts.Machine = uint16(f.machine)
	rd.readSections()
	if rd.symbols, err = f.symbols(); err != nil {
		rd.problem("symbols: %v", err)
	}
	rd.readMapVars()
	rd.readFuncs()
	rd.readVars(rd.readBTF())
	return rd.facts, nil
}

// ReadBTF returns the contents of an object's sections .BTF and .BTF.ext, nil for one that is missing. The object may
// be for any machine.
func ReadBTF(r io.ReaderAt) (btf, ext []byte, err error) {
	f, err := readFile(r)
	if err != nil {
		return nil, nil, fmt.Errorf("object: %w", err)
	}
	if s := f.section(".BTF"); s != nil {
		btf = s.data
	}
	if s := f.section(".BTF.ext"); s != nil {
		ext = s.data
	}
	return btf, ext, nil
}

func (r *reader) problem(format string, args ...any) {
	switch n := len(r.facts.Problems); {
	case n < maxProblems:
		r.facts.Problems = append(r.facts.Problems, fmt.Sprintf(format, args...))
	case n == maxProblems:
		r.facts.Problems = append(r.facts.Problems, "further problems are not listed")
	}
}

// readSections notes the sections' names, the data sections and the license.
func (r *reader) readSections() {
	for i, s := range r.sections {
		if i == 0 {
			continue
		}
		r.facts.Sections = append(r.facts.Sections, s.Name)
		if s.Flags&elf.SHF_COMPRESSED != 0 {
			r.problem("section %s: compressed", s.Name)
		}
		if isData(s) {
			r.facts.Data = append(r.facts.Data, Data{Section: s.Name, Size: s.Size})
		}
	}
	if s := r.section("license"); s != nil {
		license, _, _ := bytes.Cut(s.data, []byte{0})
		r.facts.License = string(license)
	}
}

// isData reports whether a loader may make a map of the section's contents.
func isData(s section) bool {
	if s.Type != elf.SHT_PROGBITS && s.Type != elf.SHT_NOBITS || s.Size == 0 {
		return false
	}
	return hasAnyPrefix(s.Name, ".data", ".rodata", ".bss")
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func (r *reader) readMapVars() {
	for _, sym := range r.symbols {
		if elf.ST_TYPE(sym.info) != elf.STT_OBJECT || int(sym.section) >= len(r.sections) {
			continue
		}
		if hasAnyPrefix(r.sections[sym.section].Name, ".maps", "maps") {
			r.facts.MapVars = append(r.facts.MapVars, sym.name)
		}
	}
}
