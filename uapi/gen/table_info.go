package main

import (
	"fmt"
	"slices"
)

// structs are all rows, several for a struct that ends in a union.
var structs = slices.Concat(infoStructs, linkInfoStructs, iterStructs)

// array is an array of ids or lengths that the kernel writes, if the caller gives room.
func array(path, count string, size int, doc string) field {
	return field{Path: path, Type: "ArrayPointer", Dir: inOut, Doc: doc,
		Len: fmt.Sprintf("recordsLen(a.%s, %d)", count, size)}
}

// records is the same for records whose size is a field.
func records(path, count, size, doc string) field {
	return field{Path: path, Type: "RecordsPointer", Dir: inOut, Doc: doc,
		Len: fmt.Sprintf("recordsLen(a.%s, a.%s)", count, size)}
}

var infoStructs = []structure{
	{"bpf_map_info", "MapInfo", "MapInfo is what the kernel tells of a map.", []field{
		{Path: "type", Type: "MapType", Doc: "the kind of map"},
		{Path: "id", Type: "MapID", Doc: "its id"},
		{Path: "key_size", Doc: "bytes of a key"},
		{Path: "value_size", Doc: "bytes of a value"},
		{Path: "max_entries", Doc: "how many elements it may hold"},
		{Path: "map_flags", Type: "MapFlags", Doc: "the flags it was made with"},
		{Path: "name", Type: "ObjName", Doc: "its name"},
		{Path: "ifindex", Doc: "the network device that it is offloaded to"},
		{Path: "btf_vmlinux_value_type_id", Type: "TypeID", Doc: "the value's type in the kernel's BTF, for struct_ops"},
		{Path: "netns_dev", Doc: "device number of the offload device's network namespace"},
		{Path: "netns_ino", Doc: "inode number of the same"},
		{Path: "btf_id", Type: "BTFID", Doc: "the BTF that describes key and value"},
		{Path: "btf_key_type_id", Type: "TypeID", Doc: "the key's type in it"},
		{Path: "btf_value_type_id", Type: "TypeID", Doc: "the value's type in it"},
		{Path: "btf_vmlinux_id", Type: "BTFID", Doc: "the BTF that holds the struct_ops type"},
		{Path: "map_extra", Doc: "as given when it was made"},
		{Path: "hash", Type: "BufferPointer", Dir: inOut, Len: "bytesLen(uint64(a.HashSize))",
			Doc: "room for the digest of its contents"},
		{Path: "hash_size", Doc: "bytes of room at hash"},
	}},
	{"bpf_prog_info", "ProgInfo", "ProgInfo is what the kernel tells of a program. Where it has pointers, the caller\n" +
		"sets them and the counts beside them; the kernel sets the counts to what there is.", progInfoFields},
	{"bpf_btf_info", "BTFInfo", "BTFInfo is what the kernel tells of BTF.", []field{
		{Path: "btf", Type: "BufferPointer", Dir: inOut, Len: "bytesLen(uint64(a.BTFSize))", Doc: "room for the BTF"},
		{Path: "btf_size", Doc: "bytes of room; then of BTF"},
		{Path: "id", Type: "BTFID", Doc: "its id"},
		{Path: "name", Type: "BufferPointer", Dir: inOut, Len: "bytesLen(uint64(a.NameLen))", Doc: "room for its name"},
		{Path: "name_len", Doc: "bytes of room; then of the name"},
		{Path: "kernel_btf", Doc: "1 if it is that of the kernel or of a module"},
	}},
	{"bpf_token_info", "TokenInfo", "TokenInfo is what the kernel tells of a token, as sets of bits.", []field{
		{Path: "allowed_cmds", Doc: "commands"},
		{Path: "allowed_maps", Doc: "map types"},
		{Path: "allowed_progs", Doc: "program types"},
		{Path: "allowed_attachs", Doc: "attach types"},
	}},
}

var progInfoFields = []field{
	{Path: "type", Type: "ProgType", Doc: "the kind of program"},
	{Path: "id", Type: "ProgID", Doc: "its id"},
	{Path: "tag", Type: "ProgTag", Doc: "a digest of its instructions"},
	{Path: "jited_prog_len", Doc: "bytes of machine code"},
	{Path: "xlated_prog_len", Doc: "bytes of instructions as the verifier left them"},
	{Path: "jited_prog_insns", Type: "BufferPointer", Dir: inOut, Len: "bytesLen(uint64(a.JitedProgLen))",
		Doc: "room for the machine code"},
	{Path: "xlated_prog_insns", Type: "BufferPointer", Dir: inOut, Len: "bytesLen(uint64(a.XlatedProgLen))",
		Doc: "room for the instructions"},
	{Path: "load_time", Doc: "nanoseconds since boot"},
	{Path: "created_by_uid", Doc: "who loaded it"},
	{Path: "nr_map_ids", Doc: "number of maps it uses"},
	array("map_ids", "NrMapIDs", 4, "room for their ids"),
	{Path: "name", Type: "ObjName", Doc: "its name"},
	{Path: "ifindex", Doc: "the network device that it is offloaded to"},
	{Path: "gpl_compatible", Type: "bool", Doc: "whether its license is"},
	{Path: "netns_dev", Doc: "device number of the offload device's network namespace"},
	{Path: "netns_ino", Doc: "inode number of the same"},
	{Path: "nr_jited_ksyms", Doc: "number of functions"},
	{Path: "nr_jited_func_lens", Doc: "number of functions"},
	array("jited_ksyms", "NrJitedKsyms", 8, "room for the addresses of its functions"),
	array("jited_func_lens", "NrJitedFuncLens", 4, "room for the bytes of machine code of each"),
	{Path: "btf_id", Type: "BTFID", Doc: "the BTF that describes it"},
	{Path: "func_info_rec_size", Doc: "bytes of one record"},
	records("func_info", "NrFuncInfo", "FuncInfoRecSize", "room for func_info"),
	{Path: "nr_func_info", Doc: "number of records"},
	{Path: "nr_line_info", Doc: "number of records"},
	records("line_info", "NrLineInfo", "LineInfoRecSize", "room for line_info"),
	records("jited_line_info", "NrJitedLineInfo", "JitedLineInfoRecSize", "room for line_info by address"),
	{Path: "nr_jited_line_info", Doc: "number of records"},
	{Path: "line_info_rec_size", Doc: "bytes of one record"},
	{Path: "jited_line_info_rec_size", Doc: "bytes of one record"},
	{Path: "nr_prog_tags", Doc: "number of functions"},
	array("prog_tags", "NrProgTags", 8, "room for the tags of its functions"),
	{Path: "run_time_ns", Doc: "nanoseconds it has run, while BPF_ENABLE_STATS counts"},
	{Path: "run_cnt", Doc: "how often it has run, likewise"},
	{Path: "recursion_misses", Doc: "how often it was not run to prevent recursion"},
	{Path: "verified_insns", Doc: "instructions that the verifier looked at"},
	{Path: "attach_btf_obj_id", Type: "BTFID", Doc: "the BTF that holds attach_btf_id"},
	{Path: "attach_btf_id", Type: "TypeID", Doc: "the function or type that it is for"},
}
