// Command difftest loads the same BPF objects through several loaders and reports where they part from libbpf. See
// `difftest help` and README.md.
package main

import (
	"os"

	"difftest/host"
)

func main() {
	os.Exit(host.Main(os.Args, os.Stdout, os.Stderr))
}
