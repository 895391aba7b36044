package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"

	"google.golang.org/protobuf/encoding/protojson"

	"difftest/plugins/proto"
)

// Limits on what a command prints. The rest is read and dropped, so that it does not block.
const (
	maxAnswer = 16 << 20 // bytes of stdout
	maxStderr = 16 << 10 // bytes of stderr that become the message, the last ones
)

// bpffs is the empty BPF filesystem that the host gives each plugin; {bpffs} stands for it.
const bpffs = "/sys/fs/bpf"

// Load implements loaderplugin.Loader.
func (s *shim) Load(ctx context.Context, req *proto.LoadRequest) (*proto.LoadResponse, error) {
	if c := wants(req); c != proto.Capability_CAPABILITY_UNSPECIFIED {
		return &proto.LoadResponse{Outcome: &proto.LoadResponse_Unsupported{
			Unsupported: &proto.Unsupported{Capability: c, Message: s.name + " is a command: it loads objects as it is"},
		}}, nil
	}
	cmd := exec.CommandContext(ctx, s.argv[0], s.fill(req)...)
	isolate(cmd)
	var stderr tail
	cmd.Stderr = &stderr
	stdout, err := s.converse(cmd, req)
	var exit *exec.ExitError
	switch {
	case err == nil:
	case errors.As(err, &exit) && exit.Exited():
	default: // not started, or killed by a signal: the loader broke
		return nil, fmt.Errorf("%s: %w: %s", s.argv[0], err, stderr.String())
	}
	if resp := answer(stdout); resp != nil {
		return resp, nil
	}
	if err == nil {
		return &proto.LoadResponse{Outcome: &proto.LoadResponse_Loaded{Loaded: &proto.Loaded{}}}, nil
	}
	return &proto.LoadResponse{Outcome: &proto.LoadResponse_Rejected{Rejected: &proto.Rejected{
		Call: proto.Call_CALL_LOAD, Message: stderr.String(),
	}}}, nil
}

// wants returns what a request asks for that no command line can be asked for.
func wants(req *proto.LoadRequest) proto.Capability {
	switch {
	case len(req.Programs) > 0:
		return proto.Capability_CAPABILITY_PROGRAM_SELECTION
	case req.TargetBtfPath != "":
		return proto.Capability_CAPABILITY_TARGET_BTF
	case req.Kconfig != "":
		return proto.Capability_CAPABILITY_KCONFIG_TEXT
	case req.PinPath != "":
		return proto.Capability_CAPABILITY_PIN_PATH
	case len(req.Globals) > 0:
		return proto.Capability_CAPABILITY_GLOBALS
	}
	return proto.Capability_CAPABILITY_UNSPECIFIED
}

// fill returns the arguments behind the program with the placeholders filled in.
func (s *shim) fill(req *proto.LoadRequest) []string {
	base := filepath.Base(req.ObjectPath)
	replace := strings.NewReplacer("{object}", req.ObjectPath, "{bpffs}", bpffs,
		"{name}", strings.TrimSuffix(base, filepath.Ext(base)))
	args := make([]string, len(s.argv)-1)
	for i, a := range s.argv[1:] {
		args[i] = replace.Replace(a)
	}
	return args
}

// converse runs the command: the request goes to its stdin as JSON, and stdin stays open until the command has printed
// an answer, so that it can hold its descriptors until the answer is read. A command that prints no JSON object is read
// to its end.
func (s *shim) converse(cmd *exec.Cmd, req *proto.LoadRequest) (stdout []byte, err error) {
	request, err := protojson.Marshal(req)
	if err != nil {
		return nil, err
	}
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go func() { _, _ = in.Write(append(request, '\n')) }() // a command that reads nothing ends without it
	stdout, rerr := readAnswer(out, func() { _ = in.Close() })
	_, _ = io.Copy(io.Discard, out)
	_ = in.Close()
	return stdout, errors.Join(cmd.Wait(), rerr)
}

// readAnswer reads stdout up to its end or to a line that ends a JSON answer, and then calls done.
func readAnswer(r io.Reader, done func()) ([]byte, error) {
	var buf []byte
	chunk := make([]byte, 64<<10)
	for len(buf) < maxAnswer {
		n, err := r.Read(chunk)
		buf = append(buf, chunk[:n]...)
		if errors.Is(err, io.EOF) {
			return buf, nil
		}
		if err != nil {
			return buf, fmt.Errorf("stdout: %w", err)
		}
		if bytes.HasSuffix(bytes.TrimRight(chunk[:n], " \r"), []byte("\n")) && answer(buf) != nil {
			done()
			return buf, nil
		}
	}
	return buf, nil
}

// answer returns what a command printed as the answer, or nil if that is something else.
func answer(stdout []byte) *proto.LoadResponse {
	text := bytes.TrimSpace(stdout)
	if len(text) == 0 || text[0] != '{' {
		return nil
	}
	var resp proto.LoadResponse
	if protojson.Unmarshal(text, &resp) != nil || resp.Outcome == nil {
		return nil
	}
	return &resp
}

// tail keeps the last bytes written.
type tail struct{ buf []byte }

// Write implements io.Writer. It never fails.
func (t *tail) Write(b []byte) (int, error) {
	t.buf = append(t.buf, b...)
	if over := len(t.buf) - maxStderr; over > 0 {
		t.buf = append(t.buf[:0], t.buf[over:]...)
	}
	return len(b), nil
}

// String returns what was kept, trimmed.
func (t *tail) String() string { return strings.TrimSpace(string(t.buf)) }
