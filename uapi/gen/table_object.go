package main

// pathFD is read only with BPF_F_PATH_FD; without the flag it must be 0 (bpf_obj_pin, bpf_obj_get).
var pathFD = field{Path: "path_fd", Type: "FD", FD: `"dir"`, When: "a.FileFlags&BPF_F_PATH_FD != 0",
	Doc: "the directory that pathname starts at, with BPF_F_PATH_FD"}

var pathname = field{Path: "pathname", Type: "TextPointer", Len: "textLen(maxPath)", Doc: "a name on a bpffs"}

var objectCommands = []command{
	{
		Name: "BPF_OBJ_PIN", Doc: "gives a map, program or link a name on a bpffs",
		Fields: []field{pathname,
			{Path: "bpf_fd", Type: "FD", FD: `"map|prog|link"`, Doc: "what gets the name"},
			{Path: "file_flags", Type: "MapFlags", Doc: "BPF_F_PATH_FD or 0"}, pathFD},
	},
	{
		Name: "BPF_OBJ_GET", Doc: "opens a map, program or link by its name on a bpffs", Returns: "FD",
		Fields: []field{pathname,
			{Path: "file_flags", Type: "MapFlags", Doc: "BPF_F_RDONLY, BPF_F_WRONLY, BPF_F_PATH_FD"}, pathFD},
	},
	{
		Name: "BPF_OBJ_GET_INFO_BY_FD", Doc: "tells what the kernel holds",
		Fields: []field{
			{Path: "info.bpf_fd", Type: "FD", FD: `"map|prog|btf|link|token"`, Doc: "the object"},
			{Path: "info.info_len", Dir: inOut, Doc: "bytes at info; after the call those that are filled in"},
			{Path: "info.info", Type: "BufferPointer", Dir: inOut, Len: "bytesLen(uint64(a.InfoLen))",
				Doc: "a MapInfo, ProgInfo, BTFInfo, LinkInfo or TokenInfo, whose own pointers and sizes are read"},
		},
	},
	{
		Name: "BPF_BTF_LOAD", Doc: "gives BTF to the kernel", Returns: "FD",
		Fields: []field{
			{Path: "btf", Type: "BufferPointer", Len: "bytesLen(uint64(a.BTFSize))", Doc: "the BTF"},
			{Path: "btf_log_buf", Type: "LogPointer", Dir: out, Len: "logLen(a.BTFLogSize)",
				Doc: "room for the verifier's log"},
			{Path: "btf_size", Doc: "bytes of BTF"},
			{Path: "btf_log_size", Doc: "bytes of room at btf_log_buf"},
			{Path: "btf_log_level", Doc: "as log_level of BPF_PROG_LOAD"},
			{Path: "btf_log_true_size", Dir: out, Doc: "bytes of room that the whole log would have taken"},
			{Path: "btf_flags", Type: "MapFlags", Doc: "BPF_F_TOKEN_FD or 0"},
			{Path: "btf_token_fd", Type: "FD", FD: `"token"`, When: "a.BTFFlags&BPF_F_TOKEN_FD != 0",
				Doc: "the token that permits it"},
		},
	},
	{
		Name: "BPF_BTF_GET_FD_BY_ID", Doc: "opens BTF by its id", Returns: "FD",
		Fields: []field{
			{Path: "btf_id", Type: "BTFID", Doc: "the BTF"},
			{Path: "open_flags", Type: "MapFlags", Doc: "BPF_F_TOKEN_FD or 0"},
			{Path: "fd_by_id_token_fd", Type: "FD", FD: `"token"`, When: "a.OpenFlags&BPF_F_TOKEN_FD != 0",
				Doc: "the token that permits it"},
		},
	},
	{Name: "BPF_BTF_GET_NEXT_ID", Doc: "walks the ids of all BTF", Fields: nextIDFields("BTFID")},
	{
		Name: "BPF_TASK_FD_QUERY", Doc: "tells which program stands behind a perf event of some process",
		Fields: []field{
			{Path: "task_fd_query.pid", Doc: "the process"},
			// A descriptor of that process, not of the caller: not among Descriptors.
			{Path: "task_fd_query.fd", Type: "FD", Doc: "a descriptor of that process, not of the caller"},
			{Path: "task_fd_query.flags", Doc: "must be 0"},
			{Path: "task_fd_query.buf_len", Dir: inOut, Doc: "bytes of room at buf; after the call bytes of the name"},
			{Path: "task_fd_query.buf", Type: "BufferPointer", Dir: out, Len: "bytesLen(uint64(a.BufLen))",
				Doc: "room for the name of the tracepoint, function or file"},
			{Path: "task_fd_query.prog_id", Type: "ProgID", Dir: out, Doc: "the program"},
			{Path: "task_fd_query.fd_type", Type: "TaskFDType", Dir: out, Doc: "what it is attached to"},
			{Path: "task_fd_query.probe_offset", Dir: out, Doc: "offset within the function or file"},
			{Path: "task_fd_query.probe_addr", Dir: out, Doc: "address in the kernel"},
		},
	},
	{
		Name: "BPF_ENABLE_STATS", Doc: "counts as long as the descriptor is open", Returns: "FD",
		Fields: []field{{Path: "enable_stats.type", Type: "StatsType", Doc: "what to count"}},
	},
	{
		Name: "BPF_TOKEN_CREATE", Doc: "makes a token that hands down the rights of a bpffs", Returns: "FD",
		Fields: []field{
			{Path: "token_create.flags", Doc: "must be 0"},
			{Path: "token_create.bpffs_fd", Type: "FD", FD: `"bpffs"`, Doc: "the root of the bpffs"},
		},
	},
}
