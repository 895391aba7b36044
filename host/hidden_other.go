//go:build !linux

package host

import "io"

// hidden does nothing: only on Linux does the program start itself.
func hidden([]string, io.Writer) (int, bool) { return 0, false }
