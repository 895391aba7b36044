package known

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"difftest/diffreport"
	"difftest/filter"
)

// A Pair is the result of one object through one loader, with what lists need to know beside it.
type Pair struct {
	Result      *diffreport.Result
	Reference   string   // name of the loader that it was compared with
	Object      string   // path of the object that patterns are held against: whole, where it is known
	Conventions []string // ids that the object exercises
}

// Lists are all lists that a run is held to.
type Lists []*List

// Find returns the entry that excuses a cause, or nil. What follows from another difference is never looked up: it is
// known if its cause is.
func (ls Lists) Find(p Pair, d diffreport.Difference) *Entry {
	if !d.IsCause() {
		return nil
	}
	for _, l := range ls {
		if !l.isAbout(p) {
			continue
		}
		for _, e := range l.Entries {
			if e.covers(p, d) && e.excuses(p, d) {
				return e
			}
		}
	}
	return nil
}

// isAbout reports whether the list is about the loader of a pair.
func (l *List) isAbout(p Pair) bool {
	return BaseName(p.Result.Loader) == BaseName(l.Loader) && BaseName(p.Reference) == BaseName(l.Reference)
}

// BaseName is the name of a loader without the version that it may be registered with: "aya" of "aya@0.13.1".
func BaseName(loader string) string {
	name, _, _ := strings.Cut(loader, "@")
	return name
}

// isFor reports whether the entry is about the loader's version and the target's kernel.
func (e *Entry) isFor(p Pair) bool {
	return isOneOf(p.Result.Version, e.Versions) && isOneOf(p.Result.Target.Kernel, e.Kernels)
}

// isOneOf reports whether a version is one of those listed, or begins with one up to the end of a number. No list means
// any.
func isOneOf(version string, listed []string) bool {
	return len(listed) == 0 || slices.ContainsFunc(listed, func(prefix string) bool {
		rest, ok := strings.CutPrefix(version, prefix)
		return ok && (rest == "" || rest[0] < '0' || rest[0] > '9')
	})
}

// covers reports whether the entry is about the place of a difference.
func (e *Entry) covers(p Pair, d diffreport.Difference) bool {
	return e.coversObject(p) && wildcard(e.Key, d.Key)
}

func (e *Entry) coversObject(p Pair) bool {
	if !e.isFor(p) {
		return false
	}
	if len(e.Objects) == 0 {
		return slices.Contains(p.Conventions, e.Convention)
	}
	return slices.ContainsFunc(e.Objects, func(pattern string) bool { return filter.Match(pattern, p.Object) })
}

// excuses reports whether a difference at the entry's place is the one that the entry speaks of.
func (e *Entry) excuses(p Pair, d diffreport.Difference) bool {
	if e.Impact != "" && e.Impact != d.Impact {
		return false
	}
	if e.Fingerprint != "" {
		return e.Fingerprint == Fingerprint(d)
	}
	return isValue(e.Reference, d.Reference, p) && isValue(e.Got, d.Got, p)
}

// isValue reports whether an entry's value is a difference's. nil is any.
func isValue(want *string, got string, p Pair) bool {
	if want == nil {
		return true
	}
	target := p.Result.Target
	version := strings.NewReplacer("{cpus}", strconv.Itoa(target.CPUs), "{kernel}", numbers(target.Kernel))
	return *want == got || hasNumbers(version.Replace(*want), got)
}

// hasNumbers reports whether got is want with some decimal number for each {number} in it.
func hasNumbers(want, got string) bool {
	parts := strings.Split(want, "{number}")
	rest, ok := strings.CutPrefix(got, parts[0])
	for _, part := range parts[1:] {
		digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		if !ok || digits == 0 {
			return false
		}
		rest, ok = strings.CutPrefix(rest[digits:], part)
	}
	return ok && rest == ""
}

// numbers is the version that a kernel's release begins with: "6.18.44" of "6.18.44-cloud-amd64".
func numbers(release string) string {
	end := strings.IndexFunc(release, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if end < 0 {
		return release
	}
	return release[:end]
}

// fingerprintSize is how many bytes of the digest make a fingerprint: enough that a change cannot go unseen by chance.
const fingerprintSize = 8

// Fingerprint stands for both values of a difference.
func Fingerprint(d diffreport.Difference) string {
	sum := sha256.Sum256([]byte(d.Reference + "\x00" + d.Got))
	return hex.EncodeToString(sum[:fingerprintSize])
}

// anyText stands for any text in the key of an entry.
const anyText = "*"

// wildcard reports whether text is what pattern says, where each * stands for any text.
func wildcard(pattern, text string) bool {
	parts := strings.Split(pattern, anyText)
	if len(parts) == 1 {
		return pattern == text
	}
	first, middle, last := parts[0], parts[1:len(parts)-1], parts[len(parts)-1]
	text, ok := strings.CutPrefix(text, first)
	if !ok {
		return false
	}
	for _, part := range middle {
		i := strings.Index(text, part)
		if i < 0 {
			return false
		}
		text = text[i+len(part):]
	}
	return strings.HasSuffix(text, last)
}
