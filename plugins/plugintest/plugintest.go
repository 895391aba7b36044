// Package plugintest is what every plugin must pass, in whatever language it is written. Run is for tests; Checks and
// Start are for a program that checks a plugin. It says whether a plugin keeps the contract of plugins/proto, not
// whether its loader agrees with any other.
package plugintest

import (
	"context"
	_ "embed"
	"testing"
)

//go:generate clang-19 -g -O2 -mcpu=v3 -target bpfel -fdebug-compilation-dir=. -c testdata/good.c -o testdata/good.o

// good is an object that every loader must load. testdata/good.c is its source.
//
//go:embed testdata/good.o
var good []byte

// A Check is one thing that every plugin must do.
type Check struct {
	Name string
	// Do returns why the plugin does not do it, nil if it does.
	Do func(ctx context.Context, command []string) error
}

// Checks returns the checks, cheapest first. All but the first two load objects, for which they need the privileges
// that loading takes.
func Checks() []Check {
	return []Check{
		{"version", checkVersion},
		{"by-hand", checkByHand},
		{"loads", checkLoads},
		{"refuses", checkRefuses},
		{"selects", checkSelects},
		{"says-what-it-lacks", checkLacks},
		{"clean-stdout", checkStdout},
		{"shutdown", checkShutdown},
		{"descriptors", checkDescriptors},
	}
}

// Run holds the plugin that command starts to every check, each as a subtest with a plugin process of its own.
func Run(t *testing.T, command ...string) {
	for _, check := range Checks() {
		t.Run(check.Name, func(t *testing.T) {
			if err := check.Do(t.Context(), command); err != nil {
				t.Error(err)
			}
		})
	}
}
