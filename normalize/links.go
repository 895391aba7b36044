package normalize

import (
	"regexp"
	"strconv"
	"strings"

	"difftest/capture"
	"difftest/uapi"
)

// attachments writes what bpf(2) attached the program or map with that id to, in the order of the calls: the command,
// what it was told, and how the kernel refused it. What perf_event_open(2) and netlink attach is not seen.
func (l *load) attachments(kind capture.Kind, id uint32) string {
	var out []string
	for _, call := range l.calls {
		if f := l.attached(call, kind, id); f != nil {
			out = append(out, f.line())
		}
	}
	return strings.Join(out, "; ")
}

// attached returns what a call says of attaching the program or map with that id, nil if it is about something else.
func (l *load) attached(call *call, kind capture.Kind, id uint32) fields {
	source := func(where string) bool { return id != 0 && call.idAt(where, kind) == id }
	var f fields
	switch attr := call.attr.(type) {
	case *uapi.LinkCreateAttr:
		if !source(string(kind) + "_fd") {
			return nil
		}
		f.text("link_create", shortName(attr.AttachType.String(), "BPF_"))
		l.attachedTo(&f, call, attr.Target)
		f.text("flags", flags(uint64(attr.Flags), attr.Flags))
		l.linkExtra(&f, call, attr.Extra)
	case *uapi.RawTracepointOpenAttr:
		if !source("prog_fd") {
			return nil
		}
		f.text("raw_tracepoint_open", textAt(call, "name", "of its BTF id"))
		f.text("cookie", address(attr.Cookie))
	case *uapi.ProgAttachAttr:
		if !source("attach_bpf_fd") {
			return nil
		}
		f.text("prog_attach", shortName(attr.AttachType.String(), "BPF_"))
		l.attachedTo(&f, call, attr.Target)
		f.text("flags", flags(uint64(attr.AttachFlags), attr.AttachFlags))
		f.text("replace", l.object(call, "replace_bpf_fd"))
		l.beside(&f, call, attr.Relative, attr.ExpectedRevision)
	default:
		return nil
	}
	f.text("unknown", leftovers(call, call.attr))
	if !call.ok() {
		f.text("refused", ErrnoName(call.errno()))
	}
	return f
}

// attachedTo says what a program is attached to: an object, or an interface by its index.
func (l *load) attachedTo(f *fields, call *call, target uint32) {
	if to := l.object(call, "target_fd"); to != "" {
		f.text("to", to)
		return
	}
	f.text("ifindex", number(uint64(target)))
}

// linkExtra writes what only some kinds of links have.
func (l *load) linkExtra(f *fields, call *call, extra uapi.LinkCreateExtra) {
	switch x := extra.(type) {
	case *uapi.LinkCreateTracing:
		f.text("target_btf_id", number(uint64(x.TargetBTFID)))
		f.text("cookie", address(x.Cookie))
	case *uapi.LinkCreateIter:
		f.text("iter_info", hexAt(call, "iter_info"))
	case *uapi.LinkCreatePerfEvent:
		f.text("bpf_cookie", address(x.BPFCookie))
	case *uapi.LinkCreateKprobeMulti:
		f.text("kprobe_multi.flags", flags(uint64(x.Flags), x.Flags))
		f.text("syms", textAt(call, "syms", ""))
		f.text("addrs", hexAt(call, "addrs"))
		f.text("cookies", hexAt(call, "cookies"))
	case *uapi.LinkCreateUprobeMulti:
		f.text("path", textAt(call, "path", ""))
		f.text("offsets", hexAt(call, "offsets"))
		f.text("ref_ctr_offsets", hexAt(call, "ref_ctr_offsets"))
		f.text("cookies", hexAt(call, "cookies"))
		f.text("uprobe_multi.flags", flags(uint64(x.Flags), x.Flags))
		f.text("pid", number(uint64(x.PID)))
	case *uapi.LinkCreateNetfilter:
		f.text("pf", number(uint64(x.Pf)))
		f.text("hooknum", strconv.FormatUint(uint64(x.Hooknum), 10))
		f.text("priority", strconv.Itoa(int(x.Priority)))
		f.text("netfilter.flags", flags(uint64(x.Flags), x.Flags))
	case *uapi.LinkCreateTCX:
		l.beside(f, call, x.Relative, x.ExpectedRevision)
	case *uapi.LinkCreateNetkit:
		l.beside(f, call, x.Relative, x.ExpectedRevision)
	case *uapi.LinkCreateCgroup:
		l.beside(f, call, x.Relative, x.ExpectedRevision)
	}
}

// beside says which program or link of the same place the new one is put next to.
func (l *load) beside(f *fields, call *call, relative uint32, revision uint64) {
	if next := l.object(call, "relative_fd"); next != "" {
		f.text("relative", next)
	} else if relative != 0 {
		f.text("relative", "an id") // the kernel's, another one in each load
	}
	f.text("expected_revision", number(revision))
}

// object names what a descriptor of the call stands for, without the numbers that the kernel gives it; empty if there
// is none.
func (l *load) object(call *call, where string) string {
	fd, ok := call.fd(where)
	switch {
	case !ok:
		return ""
	case fd.Kind == capture.KindProg && l.progName(fd.ID) != "":
		return "prog " + l.progName(fd.ID)
	case fd.Kind == capture.KindOther:
		return inode.ReplaceAllString(fd.Note, "")
	}
	return "a " + kindName(fd.Kind)
}

// inode is how /proc names what has no path: "net:[4026531840]".
var inode = regexp.MustCompile(`:\[\d+\]$`)

// textAt writes the texts that a field points to; otherwise what is said in their place.
func textAt(call *call, field, otherwise string) string {
	data, ok := call.memory(field)
	if !ok {
		return otherwise
	}
	return strings.ReplaceAll(strings.TrimRight(string(data), "\x00"), "\x00", ",")
}

// hexAt writes the bytes that a field points to.
func hexAt(call *call, field string) string {
	data, _ := call.memory(field)
	return hexBytes(data)
}
