package tracer

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"difftest/capture"
	"difftest/uapi"
)

// fdInfo is what /proc/PID/fdinfo says of a descriptor.
type fdInfo struct {
	kind capture.Kind
	id   uint32
	note string // of what is no BPF object: what the descriptor's link in /proc says
	// of a map
	mapType            uapi.MapType
	keySize, valueSize uint32
	frozen             bool
}

// readFDInfo resolves descriptor fd of process or thread pid. A descriptor that is not there has KindNone.
// The lines are those of bpf_map_show_fdinfo, bpf_prog_show_fdinfo, btf_show_fdinfo and bpf_link_show_fdinfo:
// https://github.com/torvalds/linux/blob/v6.12/kernel/bpf/syscall.c#L938
func readFDInfo(pid int, fd int32) fdInfo {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/fdinfo/%d", pid, fd))
	if err != nil {
		return fdInfo{}
	}
	info := parseFDInfo(text)
	if info.kind == capture.KindOther {
		info.note, _ = os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", pid, fd))
	}
	return info
}

func parseFDInfo(text []byte) fdInfo {
	fields := map[string]uint32{}
	for s := bufio.NewScanner(bytes.NewReader(text)); s.Scan(); {
		name, value, ok := strings.Cut(s.Text(), ":")
		if n, err := strconv.ParseUint(strings.TrimSpace(value), 0, 32); ok && err == nil {
			fields[name] = uint32(n)
		}
	}
	// A link shows the id of its program too: it comes first.
	for _, k := range []struct {
		name string
		kind capture.Kind
	}{{"link_id", capture.KindLink}, {"map_id", capture.KindMap}, {"prog_id", capture.KindProg},
		{"btf_id", capture.KindBTF}} {
		if id, ok := fields[k.name]; ok {
			return fdInfo{
				kind: k.kind, id: id,
				mapType: uapi.MapType(fields["map_type"]), frozen: fields["frozen"] != 0,
				keySize: fields["key_size"], valueSize: fields["value_size"],
			}
		}
	}
	if bytes.Contains(text, []byte("allowed_cmds:")) {
		return fdInfo{kind: capture.KindToken}
	}
	return fdInfo{kind: capture.KindOther}
}

func (i fdInfo) resolved(where string, fd int32) capture.FD {
	return capture.FD{Where: where, FD: fd, Kind: i.kind, ID: i.id, Note: i.note}
}

// steal duplicates descriptor fd of the process that thread t belongs to.
func (p *Process) steal(tid int, t *thread, fd int32) (int, error) {
	tgid := t.leader(tid)
	pidfd, ok := p.pidfds[tgid]
	if !ok {
		var err error
		if pidfd, err = unix.PidfdOpen(tgid, 0); err != nil {
			return -1, fmt.Errorf("pidfd_open: %w", err)
		}
		p.pidfds[tgid] = pidfd
	}
	own, err := unix.PidfdGetfd(pidfd, int(fd), 0)
	if err != nil {
		return -1, fmt.Errorf("pidfd_getfd: %w", err)
	}
	return own, nil
}

// leader is the process of a thread: pidfd_open refuses a thread that is not the leader.
func (t *thread) leader(tid int) int {
	if t.tgid == 0 {
		t.tgid = tid
		text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", tid))
		if _, rest, ok := bytes.Cut(text, []byte("\nTgid:")); ok {
			line, _, _ := bytes.Cut(rest, []byte("\n"))
			if n, err := strconv.Atoi(string(bytes.TrimSpace(line))); err == nil {
				t.tgid = n
			}
		}
	}
	return t.tgid
}
