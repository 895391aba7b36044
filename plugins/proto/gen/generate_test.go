package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestGeneratedIsCurrent regenerates and compares with what is committed.
func TestGeneratedIsCurrent(t *testing.T) {
	const root = "../../.."
	files, err := generate(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 2 {
		t.Fatalf("generated %d files, want 2", len(files))
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%s is not what its generator writes; run: go run ./plugins/proto/gen", name)
		}
	}
}
