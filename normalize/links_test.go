package normalize_test

import (
	"testing"

	"difftest/capture"
	"difftest/normalize"
	"difftest/uapi"
)

// TestAttached: what bpf(2) attaches a program or a struct_ops map to is an attribute of it.
func TestAttached(t *testing.T) {
	prog, other := descriptor("prog_fd", capture.KindProg, 8), descriptor("prog_fd", capture.KindProg, 9)
	cgroup := capture.FD{Where: "target_fd", FD: 5, Kind: capture.KindOther, Note: "/sys/fs/cgroup/a"}
	netns := capture.FD{Where: "target_fd", FD: 5, Kind: capture.KindOther, Note: "net:[4026531840]"}
	link := func(at uapi.AttachType, target uint32, extra uapi.LinkCreateExtra) *uapi.LinkCreateAttr {
		return &uapi.LinkCreateAttr{ProgFD: 8, Target: target, AttachType: at, Extra: extra}
	}
	for name, tt := range map[string]struct {
		attr   uapi.Attr
		fds    []capture.FD
		memory []capture.Memory
		errno  int64
		want   string
	}{
		"xdp": {attr: link(uapi.BPF_XDP, 3, nil), fds: []capture.FD{prog}, want: "link_create xdp, ifindex 3"},
		"refused": {
			attr: link(uapi.BPF_XDP, 3, nil), fds: []capture.FD{prog}, errno: 16,
			want: "link_create xdp, ifindex 3, refused EBUSY",
		},
		"of another program": {attr: link(uapi.BPF_XDP, 3, nil), fds: []capture.FD{other}},
		"cgroup": {
			attr: link(uapi.BPF_CGROUP_INET_EGRESS, 5, &uapi.LinkCreateCgroup{ExpectedRevision: 2}),
			fds:  []capture.FD{prog, cgroup},
			want: "link_create cgroup_inet_egress, to /sys/fs/cgroup/a, expected_revision 2",
		},
		"network namespace": {
			attr: link(uapi.BPF_SK_LOOKUP, 5, nil), fds: []capture.FD{prog, netns}, want: "link_create sk_lookup, to net",
		},
		"perf event": {
			attr: link(uapi.BPF_PERF_EVENT, 5, &uapi.LinkCreatePerfEvent{BPFCookie: 0x77}),
			fds:  []capture.FD{prog, {Where: "target_fd", Kind: capture.KindOther, Note: "anon_inode:[perf_event]"}},
			want: "link_create perf_event, to anon_inode:[perf_event], bpf_cookie 0x77",
		},
		"kprobe.multi": {
			attr: link(uapi.BPF_TRACE_KPROBE_MULTI, 0, &uapi.LinkCreateKprobeMulti{Cnt: 2}),
			fds:  []capture.FD{prog}, memory: []capture.Memory{memory("syms", []byte("one\x00two\x00"))},
			want: "link_create trace_kprobe_multi, syms one,two",
		},
		"uprobe.multi": {
			attr: link(uapi.BPF_TRACE_UPROBE_MULTI, 0, &uapi.LinkCreateUprobeMulti{Cnt: 1, PID: 7}),
			fds:  []capture.FD{prog},
			memory: []capture.Memory{
				memory("path", []byte("/bin/sh\x00")), memory("offsets", []byte{1, 2, 0, 0, 0, 0, 0, 0}),
			},
			want: "link_create trace_uprobe_multi, path /bin/sh, offsets 0102000000000000, pid 7",
		},
		"netfilter": {
			attr: link(uapi.BPF_NETFILTER, 0, &uapi.LinkCreateNetfilter{Pf: 2, Hooknum: 0, Priority: -128}),
			fds:  []capture.FD{prog}, want: "link_create netfilter, pf 2, hooknum 0, priority -128",
		},
		"tcx beside a program": {
			attr: link(uapi.BPF_TCX_INGRESS, 1, &uapi.LinkCreateTCX{Relative: 8}),
			fds:  []capture.FD{prog, descriptor("relative_fd", capture.KindProg, 8)},
			want: "link_create tcx_ingress, ifindex 1, relative prog prog",
		},
		"netkit beside an id": {
			attr: link(uapi.BPF_NETKIT_PRIMARY, 1, &uapi.LinkCreateNetkit{Relative: 8}), fds: []capture.FD{prog},
			want: "link_create netkit_primary, ifindex 1, relative an id",
		},
		"fentry": {
			attr: link(uapi.BPF_TRACE_FENTRY, 0, &uapi.LinkCreateTracing{Cookie: 1}), fds: []capture.FD{prog},
			want: "link_create trace_fentry, cookie 0x1",
		},
		"iterator": {
			attr: link(uapi.BPF_TRACE_ITER, 0, &uapi.LinkCreateIter{IterInfoLen: 4}), fds: []capture.FD{prog},
			memory: []capture.Memory{memory("iter_info", []byte{4, 0, 0, 0})},
			want:   "link_create trace_iter, iter_info 04000000",
		},
		"raw tracepoint": {
			attr: &uapi.RawTracepointOpenAttr{ProgFD: 8}, fds: []capture.FD{prog},
			memory: []capture.Memory{memory("name", []byte("sys_enter\x00"))}, want: "raw_tracepoint_open sys_enter",
		},
		"tracepoint of a BTF id": {
			attr: &uapi.RawTracepointOpenAttr{ProgFD: 8}, fds: []capture.FD{prog}, want: "raw_tracepoint_open of its BTF id",
		},
		"BPF_PROG_ATTACH": {
			attr: &uapi.ProgAttachAttr{AttachType: uapi.BPF_CGROUP_DEVICE, AttachFlags: uapi.BPF_F_ALLOW_MULTI, Target: 5},
			fds:  []capture.FD{cgroup, descriptor("attach_bpf_fd", capture.KindProg, 8)},
			want: "prog_attach cgroup_device, to /sys/fs/cgroup/a, flags BPF_F_ALLOW_MULTI",
		},
	} {
		t.Run(name, func(t *testing.T) {
			rec := recording(t, "object a.o\nfunc prog xdp\n  exit\nload\n"+
				"prog 8 name=prog type=xdp\n  exit\nloaded\n  prog prog 8")
			raw := tt.attr.Marshal()
			rec.Loads[0].Calls = append(rec.Loads[0].Calls, capture.Call{
				Cmd: tt.attr.Cmd(), Size: uint32(len(raw)), Attr: raw, FDs: tt.fds, Memory: tt.memory, Ret: -tt.errno,
			})
			form, err := normalize.Canonical(rec, normalize.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, f := range form.Programs[0].Attrs {
				if f.Name == "attached" {
					got = f.Value
				}
			}
			if got != tt.want {
				t.Errorf("attached %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAttachedStructOps(t *testing.T) {
	rec := recording(t, "object a.o\nmapvars ops\nload\nmap 3 type=struct_ops key=4 value=8 entries=1 name=ops\nloaded\n  map ops 3")
	attr := uapi.LinkCreateAttr{ProgFD: 3, AttachType: uapi.BPF_STRUCT_OPS}
	rec.Loads[0].Calls = append(rec.Loads[0].Calls, capture.Call{
		Cmd: attr.Cmd(), Size: 16, Attr: attr.Marshal(), FDs: []capture.FD{descriptor("map_fd", capture.KindMap, 3)},
	})
	form, err := normalize.Canonical(rec, normalize.Options{})
	if err != nil {
		t.Fatal(err)
	}
	last := form.Maps[0].Spec[len(form.Maps[0].Spec)-1]
	if last.Name != "attached" || last.Value != "link_create struct_ops" {
		t.Errorf("%s %s, want attached link_create struct_ops", last.Name, last.Value)
	}
}
