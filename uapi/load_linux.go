package uapi

import (
	"errors"

	"golang.org/x/sys/unix"
)

// maxLoads is how often LoadProg calls: a program that signals interrupt so often takes too long to verify.
const maxLoads = 100

// LoadProg is ProgLoad, called again where a signal kept the kernel from verifying: Go's scheduler sends them.
func LoadProg(attr *ProgLoadAttr) (fd FD, err error) {
	for range maxLoads {
		if fd, err = ProgLoad(attr); !errors.Is(err, unix.EAGAIN) {
			break
		}
	}
	return fd, err
}
