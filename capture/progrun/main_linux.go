package progrun

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"

	"difftest/uapi"
)

// socket is the runner's end of the socket to the host: stdin.
const socket = 0

// Main is the main function of a runner process. It returns the exit status when the host has closed the socket.
func Main() int {
	ready := reply{}
	if err := prepare(); err != nil {
		ready = reply{Errno: 1, Data: []byte(err.Error())}
	}
	if err := send(nil, ready); err != nil || ready.Errno != 0 {
		return 1
	}
	if err := serve(); err != nil {
		return 1
	}
	return 0
}

// prepare makes the process one that can lose little. The limits keep a program that reaches user space through it
// from filling the disk; the mounts stay in its namespace; the network has a loopback device and nothing else.
func prepare() error {
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("private mounts: %w", err)
	}
	if err := loopbackUp(); err != nil {
		return fmt.Errorf("loopback: %w", err)
	}
	limits := []struct {
		what  int
		limit uint64
	}{{unix.RLIMIT_CORE, 0}, {unix.RLIMIT_FSIZE, 0}, {unix.RLIMIT_NOFILE, 32}}
	for _, l := range limits {
		if err := unix.Setrlimit(l.what, &unix.Rlimit{Cur: l.limit, Max: l.limit}); err != nil {
			return fmt.Errorf("setrlimit: %w", err)
		}
	}
	return nil
}

// loopbackUp turns the loopback device of the namespace on.
func loopbackUp() error {
	s, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer unix.Close(s)
	lo, err := unix.NewIfreq("lo")
	if err != nil {
		return err
	}
	lo.SetUint16(unix.IFF_UP)
	return unix.IoctlIfreq(s, unix.SIOCSIFFLAGS, lo)
}

// serve answers requests until the host closes the socket.
func serve() error {
	in, out, room := make([]byte, maxMessage), make([]byte, 0, maxMessage), make([]byte, maxData)
	for {
		prog, message, err := receiveRequest(in)
		if err != nil || message == nil {
			return err
		}
		input, err := parseRequest(message)
		if err != nil {
			return err
		}
		answer := testRun(prog, input, room)
		if err := unix.Close(int(prog)); err != nil {
			return fmt.Errorf("close: %w", err)
		}
		if err := send(out, answer); err != nil {
			return err
		}
	}
}

// receiveRequest reads a request and the descriptor with it. The message is nil when the host has closed the socket.
func receiveRequest(buf []byte) (uapi.FD, []byte, error) {
	oob := make([]byte, unix.CmsgSpace(4))
	n, oobn, _, _, err := unix.Recvmsg(socket, buf, oob, unix.MSG_CMSG_CLOEXEC)
	for errors.Is(err, unix.EINTR) {
		n, oobn, _, _, err = unix.Recvmsg(socket, buf, oob, unix.MSG_CMSG_CLOEXEC)
	}
	if err != nil || n == 0 {
		return 0, nil, err
	}
	messages, err := unix.ParseSocketControlMessage(oob[:oobn])
	if err != nil || len(messages) != 1 {
		return 0, nil, fmt.Errorf("control messages: %d, %w", len(messages), err)
	}
	fds, err := unix.ParseUnixRights(&messages[0])
	if err != nil || len(fds) != 1 {
		return 0, nil, fmt.Errorf("descriptors: %d, %w", len(fds), err)
	}
	return uapi.FD(fds[0]), buf[:n], nil
}

// testRun runs the program once. room is where the kernel puts the packet afterwards; program types without a packet
// have none.
func testRun(prog uapi.FD, in Input, room []byte) reply {
	attr := &uapi.ProgTestRunAttr{
		ProgFD: prog,
		DataIn: uapi.BytesPointer(in.Data), DataSizeIn: uint32(len(in.Data)),
		CtxIn: uapi.BytesPointer(in.Ctx), CtxSizeIn: uint32(len(in.Ctx)),
	}
	if len(in.Data) > 0 {
		attr.DataOut, attr.DataSizeOut = uapi.BytesPointer(room), uint32(len(room))
	}
	if err := uapi.ProgTestRun(attr); err != nil {
		var errno unix.Errno
		if !errors.As(err, &errno) {
			errno = unix.EIO
		}
		return reply{Errno: uint32(errno)}
	}
	return reply{Retval: attr.Retval, Data: room[:attr.DataSizeOut]}
}

// send sends a reply; buf is room for it.
func send(buf []byte, r reply) error {
	err := unix.Sendmsg(socket, appendReply(buf, r), nil, nil, unix.MSG_NOSIGNAL)
	return os.NewSyscallError("sendmsg", err)
}
