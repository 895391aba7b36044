package corpus

import (
	"path/filepath"
	"slices"
	"strings"
)

// builds are the other ways in which cases are built, as builds.txt names them. The object of maps/kptr.c that clang-14
// has built is maps/kptr.clang14.o.
var builds = []string{"clang14", "v1", "v4", "g0", "gcc", "eb"}

// otherBuild takes the build out of an object's path: what is left is the path of the object of the same source that is
// built as all are. It reports whether there was one.
func otherBuild(object string) (plain string, ok bool) {
	stem := strings.TrimSuffix(object, filepath.Ext(object))
	build := strings.TrimPrefix(filepath.Ext(stem), ".")
	if !slices.Contains(builds, build) {
		return "", false
	}
	return strings.TrimSuffix(stem, "."+build) + filepath.Ext(object), true
}
