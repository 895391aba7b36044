// Command command-shim is the plugin for a loader that is a command line: bpftool, tc, ip, xdp-loader, or a script of
// the user's. The host starts it for a table of loaders.toml that has `command` instead of `run`:
//
//	command-shim --loader NAME --version-command JSON -- ARGV...
//
// Each load runs ARGV once, with placeholders filled in, in network and mount namespaces of its own. What it loads the
// boundary shows; its exit status is the outcome, unless it prints the answer itself. See README.md.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"difftest/plugins/loaderplugin"
	"difftest/plugins/proto"
)

// exitUsage is the exit status for a command line that cannot be used.
const exitUsage = 2

func main() {
	if len(os.Args) > 2 && os.Args[1] == alone {
		fmt.Fprintf(os.Stderr, "command-shim: %v\n", enter(os.Args[2:]))
		end()
	}
	shim, err := parse(os.Args[1:])
	if err != nil {
		fmt.Fprintf(os.Stderr, "command-shim: %v\n", err)
		os.Exit(exitUsage)
	}
	loaderplugin.Serve(shim)
}

// shim drives one command line.
type shim struct {
	name    string
	version []string // prints the version, in its first line
	argv    []string // with placeholders
}

// parse reads the command line that the host composes from a registration.
func parse(args []string) (*shim, error) {
	flags := flag.NewFlagSet("command-shim", flag.ContinueOnError)
	name := flags.String("loader", "", "the loader's name")
	version := flags.String("version-command", "", "JSON array: the command that prints the version")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	s := &shim{name: *name, argv: flags.Args()}
	if err := json.Unmarshal([]byte(*version), &s.version); err != nil || len(s.version) == 0 {
		return nil, fmt.Errorf("--version-command %q: give a JSON array of strings", *version)
	}
	if s.name == "" || len(s.argv) == 0 {
		return nil, fmt.Errorf("usage: command-shim --loader NAME --version-command JSON -- COMMAND ARG...")
	}
	return s, nil
}

// Describe implements loaderplugin.Loader. A command whose version cannot be had has none, and so no result.
func (s *shim) Describe() *proto.DescribeResponse {
	return &proto.DescribeResponse{Loader: s.name, Version: s.askVersion()}
}

// askVersion returns the first line that the version command prints, without the command's own name in front.
func (s *shim) askVersion() string {
	out, err := exec.Command(s.version[0], s.version[1:]...).CombinedOutput()
	if err != nil {
		return ""
	}
	line, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	return strings.TrimPrefix(line, filepath.Base(s.version[0])+" ")
}
