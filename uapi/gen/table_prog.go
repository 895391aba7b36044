package main

const progToken = "a.ProgFlags&BPF_F_TOKEN_FD != 0"

func progFD(path string) field {
	return field{Path: path, Type: "FD", FD: `"prog"`, Doc: "the program"}
}

// target_fd shares its place with target_ifindex, relative_fd with relative_id.
func target(path string, when string) field {
	return field{Path: path + "target_fd", Also: []string{path + "target_ifindex"}, Go: "Target", Type: "uint32",
		FD: "targetKind(a.AttachType)", When: when,
		Doc: "what it is attached to: a descriptor, or an interface index for TCX, netkit and XDP"}
}

func relative(path string, flags string) field {
	return field{Path: path + "relative_fd", Also: []string{path + "relative_id"}, Go: "Relative", Type: "uint32",
		FD: "relativeKind(" + flags + ")", When: "relativeIsFD(" + flags + ", a.Relative)",
		Doc: "the program or link to be placed beside: an id with BPF_F_ID, else a descriptor"}
}

var progCommands = []command{
	{
		Name: "BPF_PROG_LOAD", Doc: "verifies and loads a program", Returns: "FD", Fields: progLoadFields,
		Note: "The kernel gives up with EAGAIN when a signal arrives, and Go's scheduler sends signals:\n" +
			"LoadProg calls again.",
	},
	{
		Name: "BPF_PROG_ATTACH", Doc: "attaches a program without a link",
		Fields: attachFields(field{Path: "attach_bpf_fd", Type: "FD", FD: `"prog"`, Doc: "the program"}),
	},
	{
		Name: "BPF_PROG_DETACH", Doc: "detaches a program that has no link",
		// cgroups and lirc look up 0 too, but go on without a program where there is none.
		Fields: without(attachFields(field{Path: "attach_bpf_fd", Type: "FD", FD: `"prog"`,
			When: "a.AttachBPFFD != 0", Doc: "the program, where the target has several"}), "replace_bpf_fd"),
	},
	{
		Name: "BPF_PROG_TEST_RUN", Doc: "runs a program on input of the caller's", Fields: testRunFields,
		Note: "The kernel gives up with EINTR when a signal arrives between repetitions.",
	},
	{Name: "BPF_PROG_GET_NEXT_ID", Doc: "walks the ids of all programs", Fields: nextIDFields("ProgID")},
	{
		Name: "BPF_PROG_GET_FD_BY_ID", Doc: "opens a program by its id", Returns: "FD",
		Fields: []field{{Path: "prog_id", Type: "ProgID", Doc: "the program"}},
	},
	{Name: "BPF_PROG_QUERY", Doc: "lists the programs attached to something", Fields: queryFields},
	{
		Name: "BPF_RAW_TRACEPOINT_OPEN", Doc: "attaches a program to a raw tracepoint, or to what it was loaded for",
		Returns: "FD",
		Fields: []field{
			{Path: "raw_tracepoint.name", Type: "TextPointer", Len: "textLen(maxTracepoint)",
				Doc: "the tracepoint; NULL for programs that were loaded for a BTF id"},
			progFD("raw_tracepoint.prog_fd"),
			{Path: "raw_tracepoint.cookie", Doc: "what the program gets from bpf_get_attach_cookie"},
		},
	},
	{
		Name: "BPF_PROG_BIND_MAP", Doc: "keeps a map as long as a program",
		Fields: []field{progFD("prog_bind_map.prog_fd"), mapFD("prog_bind_map.map_fd"),
			{Path: "prog_bind_map.flags", Doc: "must be 0"}},
	},
	{
		Name: "BPF_PROG_STREAM_READ_BY_FD", Doc: "reads what a program printed", Returns: "int",
		Note: "It returns the number of bytes.",
		Fields: []field{
			{Path: "prog_stream_read.stream_buf", Type: "BufferPointer", Dir: out,
				Len: "bytesLen(uint64(a.StreamBufLen))", Doc: "room for the text"},
			{Path: "prog_stream_read.stream_buf_len", Doc: "bytes of room"},
			{Path: "prog_stream_read.stream_id", Type: "StreamID", Doc: "which of its streams"},
			progFD("prog_stream_read.prog_fd"),
		},
	},
}

var progLoadFields = []field{
	{Path: "prog_type", Type: "ProgType", Doc: "the kind of program"},
	{Path: "insn_cnt", Doc: "instructions, those of 16 bytes counted twice"},
	{Path: "insns", Type: "InsnsPointer", Len: "recordsLen(a.InsnCnt, 8)", Doc: "insn_cnt instructions of 8 bytes"},
	{Path: "license", Type: "TextPointer", Len: "textLen(maxLicense)", Doc: `the license, such as "GPL"`},
	{Path: "log_level", Doc: "bits: 1 and 2 how much the verifier writes, 4 statistics, 8 a log that keeps its\n" +
		"beginning rather than its end"},
	{Path: "log_size", Doc: "bytes of room at log_buf"},
	{Path: "log_buf", Type: "LogPointer", Dir: out, Len: "logLen(a.LogSize)", Doc: "room for the verifier's log"},
	{Path: "kern_version", Doc: "ignored since Linux 5.0 (commit 6c4fc209fcf9)"},
	{Path: "prog_flags", Type: "ProgFlags", Doc: "BPF_F_STRICT_ALIGNMENT and its kin"},
	{Path: "prog_name", Type: "ObjName", Doc: "its name"},
	{Path: "prog_ifindex", Doc: "the network device that it is for"},
	{Path: "expected_attach_type", Type: "AttachType", Doc: "how it will be attached"},
	// check_btf_info looks it up if there is func_info or line_info.
	{Path: "prog_btf_fd", Type: "FD", Doc: "the BTF that describes it", FD: `"btf"`,
		When: "a.ProgBTFFD != 0 || a.FuncInfoCnt != 0 || a.LineInfoCnt != 0"},
	{Path: "func_info_rec_size", Doc: "bytes of one record"},
	{Path: "func_info", Type: "RecordsPointer", Len: "recordsLen(a.FuncInfoCnt, a.FuncInfoRecSize)",
		Doc: "func_info_cnt records of func_info_rec_size bytes (struct bpf_func_info)"},
	{Path: "func_info_cnt", Doc: "number of records"},
	{Path: "line_info_rec_size", Doc: "bytes of one record"},
	{Path: "line_info", Type: "RecordsPointer", Len: "recordsLen(a.LineInfoCnt, a.LineInfoRecSize)",
		Doc: "line_info_cnt records of line_info_rec_size bytes (struct bpf_line_info)"},
	{Path: "line_info_cnt", Doc: "number of records"},
	{Path: "attach_btf_id", Type: "TypeID", Doc: "the function, type or tracepoint that it is for, in the BTF that\n" +
		"attach_prog_fd names, else in the kernel's"},
	// bpf_prog_load takes it for a program first and for BTF second; 0 is none.
	{Path: "attach_prog_fd", Also: []string{"attach_btf_obj_fd"}, Type: "FD", FD: `"prog|btf"`,
		When: "a.AttachProgFD != 0", Doc: "the program that it extends or traces; or, as attach_btf_obj_fd, the\n" +
			"module's BTF that holds attach_btf_id"},
	{Path: "core_relo_cnt", Doc: "number of records"},
	{Path: "fd_array", Type: "ArrayPointer", Len: "fdArrayLen(a.FDArrayCnt)",
		Doc: "descriptors that instructions refer to by index; fd_array_cnt of them, or, where that is 0, as many\n" +
			"as they refer to"},
	{Path: "core_relos", Type: "RecordsPointer", Len: "recordsLen(a.CoreReloCnt, a.CoreReloRecSize)",
		Doc: "core_relo_cnt records of core_relo_rec_size bytes (struct bpf_core_relo)"},
	{Path: "core_relo_rec_size", Doc: "bytes of one record"},
	{Path: "log_true_size", Dir: out, Doc: "bytes of room that the whole log would have taken"},
	{Path: "prog_token_fd", Type: "FD", Doc: "the token that permits it", FD: `"token"`, When: progToken},
	{Path: "fd_array_cnt", Doc: "number of descriptors at fd_array; then each must be a map or BTF"},
	{Path: "signature", Type: "BufferPointer", Len: "bytesLen(uint64(a.SignatureSize))",
		Doc: "a PKCS#7 signature of the instructions"},
	{Path: "signature_size", Doc: "bytes of the signature"},
	{Path: "keyring_id", Doc: "the keyring with the key, by serial number"},
}

func attachFields(prog field) []field {
	return []field{
		target("", "targetIsFD(a.AttachType)"),
		prog,
		{Path: "attach_type", Type: "AttachType", Doc: "where it is attached"},
		{Path: "attach_flags", Type: "AttachFlags", Doc: "BPF_F_ALLOW_MULTI and its kin"},
		{Path: "replace_bpf_fd", Type: "FD", FD: `"prog"`, When: "a.AttachFlags&BPF_F_REPLACE != 0",
			Doc: "the program to be replaced, with BPF_F_REPLACE"},
		relative("", "a.AttachFlags"),
		{Path: "expected_revision", Doc: "the revision of the list that the caller saw; 0 for any"},
	}
}

var testRunFields = []field{
	progFD("test.prog_fd"),
	{Path: "test.retval", Dir: out, Doc: "what the program returned"},
	{Path: "test.data_size_in", Doc: "bytes at data_in"},
	{Path: "test.data_size_out", Dir: inOut, Doc: "bytes of room at data_out; after the call bytes of output"},
	{Path: "test.data_in", Type: "BufferPointer", Len: "bytesLen(uint64(a.DataSizeIn))", Doc: "the packet or other data"},
	{Path: "test.data_out", Type: "BufferPointer", Dir: out, Len: "bytesLen(uint64(a.DataSizeOut))",
		Doc: "room for the data as the program left it"},
	{Path: "test.repeat", Doc: "how often to run it"},
	{Path: "test.duration", Dir: out, Doc: "nanoseconds of one run, on average"},
	{Path: "test.ctx_size_in", Doc: "bytes at ctx_in"},
	{Path: "test.ctx_size_out", Dir: inOut, Doc: "bytes of room at ctx_out; after the call bytes of output"},
	{Path: "test.ctx_in", Type: "BufferPointer", Len: "bytesLen(uint64(a.CtxSizeIn))", Doc: "the context"},
	{Path: "test.ctx_out", Type: "BufferPointer", Dir: out, Len: "bytesLen(uint64(a.CtxSizeOut))",
		Doc: "room for the context as the program left it"},
	{Path: "test.flags", Type: "TestRunFlags", Doc: "BPF_F_TEST_RUN_ON_CPU and its kin"},
	{Path: "test.cpu", Doc: "where to run it, with BPF_F_TEST_RUN_ON_CPU"},
	{Path: "test.batch_size", Doc: "packets at a time, with BPF_F_TEST_XDP_LIVE_FRAMES"},
}

// query.count is named prog_cnt where no links are asked for.
var queryFields = []field{
	target("query.", "queryTargetIsFD(a.AttachType)"),
	{Path: "query.attach_type", Type: "AttachType", Doc: "where programs are attached"},
	{Path: "query.query_flags", Type: "QueryFlags", Doc: "BPF_F_QUERY_EFFECTIVE"},
	{Path: "query.attach_flags", Type: "AttachFlags", Dir: out, Doc: "how they are attached"},
	{Path: "query.prog_ids", Type: "ArrayPointer", Dir: out, Len: "recordsLen(a.Count, 4)",
		Doc: "room for count program ids"},
	{Path: "query.count", Also: []string{"query.prog_cnt"}, Dir: inOut,
		Doc: "room in each array; after the call how many there are"},
	{Path: "query.prog_attach_flags", Type: "ArrayPointer", Dir: out, Len: "recordsLen(a.Count, 4)",
		Doc: "room for the flags of each program"},
	{Path: "query.link_ids", Type: "ArrayPointer", Dir: out, Len: "recordsLen(a.Count, 4)",
		Doc: "room for count link ids"},
	{Path: "query.link_attach_flags", Type: "ArrayPointer", Dir: out, Len: "recordsLen(a.Count, 4)",
		Doc: "room for the flags of each link"},
	{Path: "query.revision", Dir: out, Doc: "the revision of the list"},
}
