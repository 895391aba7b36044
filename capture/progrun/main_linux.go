package progrun

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"golang.org/x/sys/unix"

	"difftest/uapi"
)

// Descriptors of the runner's own stand from keptFrom on: a program that closes descriptors is likely to close small
// ones, and what it has opened is closed below.
const (
	openFrom = 16 // the first descriptor that a program opens
	keptFrom = 1000
	maxFiles = 2000
)

// server is a runner process.
type server struct {
	socket int
	in     []byte
	out    []byte
	data   []byte // room for what the kernel gives back
	ctx    []byte
	watch  *watcher
	shared *shared
}

// Main is the main function of a runner process. It returns the exit status when the host has closed the socket.
func Main() int {
	runtime.LockOSThread() // programs run on the CPU of this thread
	s := &server{data: make([]byte, maxData), ctx: make([]byte, maxContext), watch: &watcher{}}
	err := s.prepare()
	if err != nil {
		s.out = encodeTexts(nil, []string{err.Error()})
	} else {
		s.out = encodeTexts(nil, nil)
	}
	if serr := s.send(tellReply); serr != nil || err != nil {
		return 1
	}
	if err := s.serve(); err != nil {
		return 1
	}
	return 0
}

// prepare makes the process one that can lose little. The limits keep a program that reaches user space through it
// from filling the disk; the mounts stay in its namespace; the network has a loopback device and nothing else.
func (s *server) prepare() error {
	limits := []struct {
		what  int
		limit uint64
	}{{unix.RLIMIT_CORE, 0}, {unix.RLIMIT_FSIZE, 0}, {unix.RLIMIT_NOFILE, maxFiles}}
	for _, l := range limits {
		if err := unix.Setrlimit(l.what, &unix.Rlimit{Cur: l.limit, Max: l.limit}); err != nil {
			return fmt.Errorf("setrlimit: %w", err)
		}
	}
	if err := s.keepDescriptors(); err != nil {
		return fmt.Errorf("descriptors: %w", err)
	}
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("private mounts: %w", err)
	}
	if err := loopbackUp(); err != nil {
		return fmt.Errorf("loopback: %w", err)
	}
	if err := oneCPU(); err != nil {
		return fmt.Errorf("cpu: %w", err)
	}
	return nil
}

// sharedFD is the descriptor of the memory that is shared with the host, until it is mapped.
const sharedFD = 3

// keepDescriptors moves the socket to the host, which is stdin, to where the runner's own descriptors are, has the Go
// runtime open its poller there if it has none yet, and frees the small ones, which the host has kept taken: extraFiles.
func (s *server) keepDescriptors() error {
	var err error
	if s.shared, err = mapShared(sharedFD); err != nil {
		return err
	}
	if s.socket, err = unix.FcntlInt(0, unix.F_DUPFD_CLOEXEC, keptFrom); err != nil {
		return err
	}
	time.AfterFunc(time.Hour, func() {}).Stop() // the first timer opens the poller
	if err := unix.Dup2(1, 0); err != nil {     // which is /dev/null, as stderr is
		return err
	}
	if err := unix.CloseRange(sharedFD, keptFrom-1, 0); err != nil {
		return err
	}
	fill()
	return nil
}

// fill leaves no descriptor free below those that programs open, so that these are always the same: a program may tell
// their numbers.
func fill() {
	for {
		fd, err := unix.FcntlInt(0, unix.F_DUPFD_CLOEXEC, 3)
		if err != nil {
			return
		}
		if fd >= openFrom {
			unix.Close(fd)
			return
		}
	}
}

// raise moves a descriptor to where the runner's own are. It stays where it is if there is no room.
func raise(fd int) int {
	high, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, keptFrom)
	if err != nil {
		return fd
	}
	unix.Close(fd)
	return high
}

// oneCPU keeps this thread on the first CPU that it may run on, so that what programs leave in per-CPU maps is in the
// same place each time.
func oneCPU() error {
	var may, one unix.CPUSet
	if err := unix.SchedGetaffinity(0, &may); err != nil {
		return err
	}
	for cpu := range len(may) * 64 {
		if may.IsSet(cpu) {
			one.Set(cpu)
			return unix.SchedSetaffinity(0, &one)
		}
	}
	return errors.New("none")
}

// moveTo moves this thread to a CPU until back is called.
func moveTo(cpu int) (back func(), err error) {
	var before, one unix.CPUSet
	if err := unix.SchedGetaffinity(0, &before); err != nil {
		return nil, err
	}
	one.Set(cpu)
	if err := unix.SchedSetaffinity(0, &one); err != nil {
		return nil, err
	}
	return func() { _ = unix.SchedSetaffinity(0, &before) }, nil
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

// serve answers requests until the host closes the socket, or a program has closed descriptors that are needed.
func (s *server) serve() error {
	for {
		kind, fds, body, err := s.receive()
		if err != nil || kind == 0 {
			return err
		}
		switch kind {
		case askWatch:
			err = s.watchMaps(fds, body)
		case askRun:
			err = s.runAll(fds, body)
		case askForget:
			s.watch.close()
		default:
			err = fmt.Errorf("request %d", kind)
		}
		if err != nil {
			return err
		}
	}
}

// receive reads a request and the descriptors with it. The kind is 0 when the host has closed the socket.
func (s *server) receive() (kind uint32, fds []uapi.FD, body []byte, err error) {
	head, oob := make([]byte, headerSize), make([]byte, unix.CmsgSpace(4*maxMaps))
	n, oobn, _, _, err := unix.Recvmsg(s.socket, head, oob, unix.MSG_CMSG_CLOEXEC|unix.MSG_WAITALL)
	for errors.Is(err, unix.EINTR) {
		n, oobn, _, _, err = unix.Recvmsg(s.socket, head, oob, unix.MSG_CMSG_CLOEXEC|unix.MSG_WAITALL)
	}
	if err != nil || n == 0 {
		return 0, nil, nil, err
	}
	if n < headerSize {
		return 0, nil, nil, fmt.Errorf("header of %d bytes", n)
	}
	length, kind, err := parseHeader(head, maxRequest)
	if err != nil {
		return 0, nil, nil, err
	}
	if fds, err = descriptors(oob[:oobn]); err != nil {
		return 0, nil, nil, err
	}
	if cap(s.in) < length {
		s.in = make([]byte, length)
	}
	body = s.in[:length]
	return kind, fds, body, readFull(s.socket, body)
}

// descriptors returns the descriptors that came with a message, moved to where the runner's own are.
func descriptors(oob []byte) ([]uapi.FD, error) {
	messages, err := unix.ParseSocketControlMessage(oob)
	if err != nil {
		return nil, fmt.Errorf("control messages: %w", err)
	}
	var fds []uapi.FD
	for i := range messages {
		got, err := unix.ParseUnixRights(&messages[i])
		if err != nil {
			return nil, fmt.Errorf("descriptors: %w", err)
		}
		for _, fd := range got {
			fds = append(fds, uapi.FD(raise(fd)))
		}
	}
	return fds, nil
}

// readFull fills b from a socket.
func readFull(socket int, b []byte) error {
	for len(b) > 0 {
		n, err := unix.Read(socket, b)
		switch {
		case errors.Is(err, unix.EINTR):
		case err != nil:
			return os.NewSyscallError("read", err)
		case n == 0:
			return errCutShort
		default:
			b = b[n:]
		}
	}
	return nil
}

// watchMaps begins to watch the maps, in place of those before.
func (s *server) watchMaps(fds []uapi.FD, body []byte) error {
	if len(body) != 4 {
		return fmt.Errorf("request of %d bytes", len(body))
	}
	s.watch.close()
	var reasons []string
	s.watch, reasons = newWatcher(fds, int(binary.LittleEndian.Uint32(body)))
	s.out = encodeTexts(s.out[:0], reasons)
	return s.send(tellReply)
}

// send sends what is in out.
func (s *server) send(kind uint32) error {
	message := append(header(len(s.out), kind), s.out...)
	for len(message) > 0 {
		n, err := unix.SendmsgN(s.socket, message, nil, nil, unix.MSG_NOSIGNAL)
		if err != nil && !errors.Is(err, unix.EINTR) {
			return os.NewSyscallError("sendmsg", err)
		}
		message = message[max(n, 0):]
	}
	return nil
}
