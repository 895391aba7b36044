package uapi

var objectCases = []attrCase{
	{
		name: "pin", attr: &ObjPinAttr{Pathname: at(0x1000), BPFFD: 3},
		raw:  "00100000 00000000 03000000 00000000 00000000",
		refs: "pathname in cstring 4096, bpf_fd=3 map|prog|link",
	},
	{
		name: "pin below a directory",
		attr: &ObjPinAttr{Pathname: at(0x1000), BPFFD: 3, FileFlags: BPF_F_PATH_FD, PathFD: -100},
		raw:  "00100000 00000000 03000000 00400000 9cffffff",
		refs: "pathname in cstring 4096, bpf_fd=3 map|prog|link, path_fd=-100 dir",
	},
	{
		name: "get", attr: &ObjGetAttr{Pathname: at(0x1000), FileFlags: BPF_F_RDONLY | BPF_F_PATH_FD},
		raw:  "00100000 00000000 00000000 08400000 00000000",
		refs: "pathname in cstring 4096, path_fd=0 dir",
	},
	{
		name: "info", attr: &ObjGetInfoByFDAttr{BPFFD: 3, InfoLen: 88, Info: at(0x1000)},
		raw:  "03000000 58000000 00100000 00000000",
		refs: "info inout bytes 88, bpf_fd=3 map|prog|btf|link|token",
	},
	{
		name: "BTF",
		attr: &BTFLoadAttr{BTF: at(0x1000), BTFLogBuf: at(0x2000), BTFSize: 400, BTFLogSize: 4096, BTFLogLevel: 1,
			BTFLogTrueSize: 5, BTFFlags: BPF_F_TOKEN_FD, BTFTokenFD: 8},
		raw: `00100000 00000000 00200000 00000000 90010000 00100000 01000000 05000000 00000100
			08000000`,
		refs: "btf in bytes 400, btf_log_buf out log 4096, btf_token_fd=8 token",
	},
	{
		name: "BTF by id", attr: &BTFGetFDByIDAttr{BTFID: 7, OpenFlags: BPF_F_TOKEN_FD, FDByIDTokenFD: 8},
		raw:  "07000000 00000000 00000100 08000000",
		refs: "fd_by_id_token_fd=8 token",
	},
	{
		name: "next BTF", attr: &BTFGetNextIDAttr{StartID: 7, NextID: 9},
		raw: "07000000 09000000",
	},
	{
		name: "perf event of a task",
		attr: &TaskFDQueryAttr{PID: 42, FD: 9, Flags: 1, BufLen: 64, Buf: at(0x1000), ProgID: 7, FDType: BPF_FD_TYPE_KPROBE,
			ProbeOffset: 16, ProbeAddr: 0xffffffff81000000},
		raw: `2a000000 09000000 01000000 40000000 00100000 00000000 07000000 02000000 10000000
			00000000 00000081 ffffffff`,
		refs: "buf out bytes 64",
	},
	{
		name: "statistics", attr: &EnableStatsAttr{Type: BPF_STATS_RUN_TIME},
		raw: "00000000",
	},
	{
		name: "token", attr: &TokenCreateAttr{Flags: 1, BpffsFD: 9},
		raw:  "01000000 09000000",
		refs: "bpffs_fd=9 bpffs",
	},
}
