//go:build !linux

package host

// restrict is for scripts that record, which need Linux.
func restrict(string) {}

// holdMap is for tests that record, which need Linux.
func holdMap() {}

func serveCheckFake(string) {}
