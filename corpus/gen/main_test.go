package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
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

// TestWrite: sources of before go, with their objects; what a hand or another command writes stays.
func TestWrite(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"old.c", "old.o", "new.o", "README.md", "goldens.txtar"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := write(map[string][]byte{folder + "/new.c": []byte("new")}); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if want := []string{"README.md", "goldens.txtar", "new.c", "new.o"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
