package diffreport

import (
	"strconv"

	"difftest/normalize"
)

// errnoText names an error number: "EINVAL", "errno 99" where it has no name, "no errno" for 0.
func errnoText(n int) string {
	name := normalize.ErrnoName(n)
	switch {
	case n == 0:
		return "no errno"
	case name == strconv.Itoa(n):
		return "errno " + name
	}
	return name
}
