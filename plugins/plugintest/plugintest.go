// Package plugintest is what every plugin must pass, in whatever language it is written. Run is for tests; Checks and
// Start are for a program that checks a plugin. It says whether a plugin keeps the contract of plugins/proto, not
// whether its loader agrees with any other.
package plugintest

import (
	"context"
	_ "embed"
	"testing"

	"github.com/hashicorp/go-plugin/runner"

	"difftest/plugins/proto"
)

//go:generate clang-19 -g -O2 -mcpu=v3 -target bpfel -fdebug-compilation-dir=. -c testdata/good.c -o testdata/good.o
//go:generate clang-19 -g -O2 -mcpu=v3 -target bpfel -fdebug-compilation-dir=. -c testdata/command.c -o testdata/command.o
//go:generate clang-19 -g -O2 -mcpu=v3 -target bpfel -fdebug-compilation-dir=. -c testdata/refused.c -o testdata/refused.o

// good is an object that every loader must load. testdata/good.c is its source.
//
//go:embed testdata/good.o
var good []byte

// command is what a command line has to load: it holds a section for each of those that load only one.
//
//go:embed testdata/command.o
var command []byte

// Refused is an object that every library opens and no kernel loads: its program reads a register that is not set.
//
//go:embed testdata/refused.o
var Refused []byte

// A Subject is the plugin that is checked.
type Subject struct {
	Command []string // starts it
	Version []string // prints its version; nil: Command with the argument --version
	Dir     string   // where both are run without a host; empty for the caller's
	Env     []string // added to their environment there
	// CommandLine says that the loader behind it is a command line, which names nothing that it loads and may pin it.
	CommandLine bool
	Loads       int // that it has to survive; 0: DefaultLoads
	// Observe returns what starts and watches one process of it. nil: nobody watches.
	Observe func() Observer
}

// An Observer starts one process of a plugin and may watch what it does. Its runner has the process id for ID.
type Observer interface {
	// Runner returns what starts the process with an environment that holds at least env.
	Runner(env []string) (runner.Runner, error)
	// Client returns a client of the contract in whose calls the observer takes part.
	Client(proto.LoaderClient) proto.LoaderClient
}

// Good is the object that the subject must load.
func (s Subject) Good() []byte {
	if s.CommandLine {
		return command
	}
	return good
}

// version is the command that prints the plugin's version.
func (s Subject) version() []string {
	if s.Version != nil {
		return s.Version
	}
	return append(s.Command[:len(s.Command):len(s.Command)], "--version")
}

// A Check is one thing that every plugin must do.
type Check struct {
	Name string
	// Do returns why the plugin does not do it, nil if it does, and NotApplicable if it is not asked of this plugin.
	Do func(ctx context.Context, s Subject) error
}

// NotApplicable says why a check is not asked of a plugin.
type NotApplicable string

// Error implements error.
func (why NotApplicable) Error() string { return string(why) }

// Checks returns the checks. All but the first two load objects, for which they need the privileges that loading
// takes. The last one takes the longest.
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
		{"survives", checkSurvives},
	}
}

// Run holds the plugin that command starts to every check, each as a subtest with a plugin process of its own.
func Run(t *testing.T, s Subject) {
	for _, check := range Checks() {
		t.Run(check.Name, func(t *testing.T) {
			if err := check.Do(t.Context(), s); err != nil {
				t.Error(err)
			}
		})
	}
}
