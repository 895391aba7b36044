//go:build !linux

package host

import "errors"

// openBackend fails: only Linux loads BPF.
func openBackend(recordSettings) (backend, []string, error) {
	return nil, nil, errors.New("recording needs Linux; recordings made there can be compared here with `difftest diff`")
}
