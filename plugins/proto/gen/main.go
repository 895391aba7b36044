// Command gen writes the Go side of the contract, loader.pb.go and loader_grpc.pb.go, from loader.proto. It needs no
// protoc and no network: protocompile parses, and the generators are the modules' own, at the versions in go.mod.
//
// Run it in the root of the repository:
//
//	go run ./plugins/proto/gen
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// run writes the generated files below root.
func run(root string) error {
	files, err := generate(root)
	if err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(root, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
