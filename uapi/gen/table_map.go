package main

// mapToken is when the kernel reads a token from a flags field (commit 35f96de04127 and its series, Linux 6.9).
const mapToken = "a.MapFlags&BPF_F_TOKEN_FD != 0"

// The map's descriptor; 0 is a descriptor like any other.
func mapFD(path string) field {
	return field{Path: path, Type: "FD", FD: `"map"`, Doc: "the map"}
}

func key(path, doc string, dir direction) field {
	return field{Path: path, Type: "KeyPointer", Dir: dir, Len: "mapLen(LengthKey, a.MapFD, 0)", Doc: doc}
}

func value(doc string, dir direction) field {
	return field{Path: "value", Type: "ValuePointer", Dir: dir, Len: "mapLen(LengthValue, a.MapFD, 0)", Doc: doc}
}

var elemFlags = field{Path: "flags", Type: "ElemFlags", Doc: "BPF_ANY and its kin, BPF_F_LOCK"}

// next_key shares its place with value.
var nextKey = key("next_key", "the key that follows", out)

// The commands on one element share an unnamed struct (map_fd, key, value or next_key, flags). LAST_FIELD in
// kernel/bpf/syscall.c says how far each reads.
var mapCommands = []command{
	{Name: "BPF_MAP_CREATE", Doc: "makes a map", Returns: "FD", Fields: mapCreateFields},
	{
		Name: "BPF_MAP_LOOKUP_ELEM", Doc: "reads one element of a map",
		Note:   "A bloom filter reads the value instead: it answers whether it is in the set.",
		Fields: []field{mapFD("map_fd"), key("key", "its key", in), value("room for its value", out), elemFlags},
	},
	{
		Name: "BPF_MAP_UPDATE_ELEM", Doc: "writes one element of a map",
		Fields: []field{mapFD("map_fd"), key("key", "its key", in), value("its new value", in), elemFlags},
	},
	{
		Name: "BPF_MAP_DELETE_ELEM", Doc: "removes one element of a map",
		Fields: []field{mapFD("map_fd"), key("key", "its key", in)},
	},
	{
		Name: "BPF_MAP_GET_NEXT_KEY", Doc: "walks the keys of a map",
		Fields: []field{mapFD("map_fd"), key("key", "the key before, or NULL for the first", in), nextKey},
	},
	{
		Name: "BPF_MAP_LOOKUP_AND_DELETE_ELEM", Doc: "takes one element out of a map",
		Fields: []field{mapFD("map_fd"), key("key", "its key; NULL for queues and stacks", in),
			value("room for its value", out), elemFlags},
	},
	{
		Name: "BPF_MAP_FREEZE", Doc: "makes a map read-only for user space",
		Fields: []field{mapFD("map_fd")},
	},
	{
		Name: "BPF_MAP_GET_NEXT_ID", Doc: "walks the ids of all maps",
		Fields: nextIDFields("MapID"),
	},
	{
		Name: "BPF_MAP_GET_FD_BY_ID", Doc: "opens a map by its id", Returns: "FD",
		Fields: []field{
			{Path: "map_id", Type: "MapID", Doc: "the map"},
			{Path: "open_flags", Type: "MapFlags", Doc: "BPF_F_RDONLY or BPF_F_WRONLY"},
		},
	},
	{
		Name: "BPF_MAP_LOOKUP_BATCH", Doc: "reads many elements of a map",
		Fields: batchFields(out, out, true),
	},
	{
		Name: "BPF_MAP_LOOKUP_AND_DELETE_BATCH", Doc: "takes many elements out of a map",
		Fields: batchFields(out, out, true),
	},
	{
		Name: "BPF_MAP_UPDATE_BATCH", Doc: "writes many elements of a map",
		Fields: batchFields(in, in, false),
	},
	{
		Name: "BPF_MAP_DELETE_BATCH", Doc: "removes many elements of a map",
		Fields: without(batchFields(in, in, false), "batch.values"),
	},
}

var mapCreateFields = []field{
	{Path: "map_type", Type: "MapType", Doc: "the kind of map"},
	{Path: "key_size", Doc: "bytes of a key"},
	{Path: "value_size", Doc: "bytes of a value"},
	{Path: "max_entries", Doc: "how many elements it may hold; for ring buffers bytes"},
	{Path: "map_flags", Type: "MapFlags", Doc: "BPF_F_NO_PREALLOC and its kin"},
	// Read by array_of_map_alloc and htab_of_map_alloc alone (kernel/bpf/map_in_map.c).
	{Path: "inner_map_fd", Type: "FD", Doc: "a map like those that a map of maps is to hold",
		FD: `"map"`, When: "isMapOfMaps(a.MapType) || a.InnerMapFD != 0"},
	{Path: "numa_node", Doc: "where its memory is to be, with BPF_F_NUMA_NODE"},
	{Path: "map_name", Type: "ObjName", Doc: "its name"},
	{Path: "map_ifindex", Doc: "the network device that it is offloaded to"},
	// map_create looks it up if any of the three ids is set.
	{Path: "btf_fd", Type: "FD", Doc: "the BTF that describes key and value", FD: `"btf"`,
		When: "a.BTFKeyTypeID != 0 || a.BTFValueTypeID != 0 || a.BTFVmlinuxValueTypeID != 0 || a.BTFFD != 0"},
	{Path: "btf_key_type_id", Type: "TypeID", Doc: "the key's type in it"},
	{Path: "btf_value_type_id", Type: "TypeID", Doc: "the value's type in it"},
	{Path: "btf_vmlinux_value_type_id", Type: "TypeID", Doc: "the value's type in the kernel's BTF, for struct_ops"},
	{Path: "map_extra", Doc: "depends on the map type: hash functions of a bloom filter, address of an arena"},
	{Path: "value_type_btf_obj_fd", Type: "FD", Doc: "the module's BTF that holds the struct_ops type",
		FD: `"btf"`, When: "a.MapFlags&BPF_F_VTYPE_BTF_OBJ_FD != 0"},
	{Path: "map_token_fd", Type: "FD", Doc: "the token that permits it", FD: `"token"`, When: mapToken},
	{Path: "excl_prog_hash", Type: "BufferPointer", Len: "bytesLen(uint64(a.ExclProgHashSize))",
		Doc: "the digest of the only program that may use it"},
	{Path: "excl_prog_hash_size", Doc: "bytes of the digest"},
}

func batchFields(keys, values direction, cursor bool) []field {
	list := []field{
		{Path: "batch.in_batch", Type: "CursorPointer", Dir: in, Len: "mapLen(LengthCursor, a.MapFD, 0)",
			Doc: "where to go on, or NULL to begin"},
		{Path: "batch.out_batch", Type: "CursorPointer", Dir: out, Len: "mapLen(LengthCursor, a.MapFD, 0)",
			Doc: "room for where the next call is to go on"},
		{Path: "batch.keys", Type: "KeysPointer", Dir: keys, Len: "mapLen(LengthKeys, a.MapFD, a.Count)",
			Doc: "the keys, one behind the other"},
		{Path: "batch.values", Type: "ValuesPointer", Dir: values, Len: "mapLen(LengthValues, a.MapFD, a.Count)",
			Doc: "the values, one behind the other"},
		{Path: "batch.count", Dir: inOut, Doc: "how many elements; after the call how many were done"},
		mapFD("batch.map_fd"),
		{Path: "batch.elem_flags", Type: "ElemFlags", Doc: "as for one element"},
		{Path: "batch.flags", Doc: "must be 0"},
	}
	if !cursor {
		return without(without(list, "batch.in_batch"), "batch.out_batch")
	}
	return list
}

// nextIDFields is for the commands that walk ids.
func nextIDFields(typ string) []field {
	return []field{
		{Path: "start_id", Type: typ, Doc: "the id before; 0 to begin"},
		{Path: "next_id", Type: typ, Dir: out, Doc: "the next id"},
	}
}

func without(list []field, path string) []field {
	var rest []field
	for _, f := range list {
		if f.Path != path {
			rest = append(rest, f)
		}
	}
	return rest
}
