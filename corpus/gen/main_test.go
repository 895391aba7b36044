package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestCommitted generates in memory what is committed.
func TestCommitted(t *testing.T) {
	generated := sources()
	found, err := filepath.Glob("../" + folder + "/*.c")
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != len(generated) {
		t.Errorf("%d sources are committed, %d generated", len(found), len(generated))
	}
	for path, text := range generated {
		old, err := os.ReadFile(filepath.Join("..", path))
		if err != nil || !bytes.Equal(old, text) {
			t.Errorf("%s is not what the generator writes; run make corpus (%v)", path, err)
		}
	}
}
