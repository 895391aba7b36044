//go:build !linux

package host

import (
	"context"
	"errors"

	"difftest/capture"
)

// loadUntraced needs Linux.
func (a *app) loadUntraced(context.Context, Registration, *Object, bool) (capture.Answer, error) {
	return capture.Answer{}, errors.New("loading BPF needs Linux")
}
