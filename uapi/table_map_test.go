package uapi

var mapCases = []attrCase{
	{
		name: "map create",
		attr: &MapCreateAttr{
			MapType: BPF_MAP_TYPE_HASH, KeySize: 4, ValueSize: 8, MaxEntries: 1024, MapFlags: BPF_F_NO_PREALLOC,
			NUMANode: 1, MapName: NewObjName("counters"), BTFFD: 5, BTFKeyTypeID: 2, BTFValueTypeID: 3,
		},
		raw: `01000000 04000000 08000000 00040000 01000000 00000000 01000000 636f756e 74657273
			00000000 00000000 00000000 05000000 02000000 03000000 00000000 00000000 00000000
			00000000 00000000 00000000 00000000 00000000`,
		refs: "btf_fd=5 btf",
	},
	{
		name: "map of maps with descriptor 0",
		attr: &MapCreateAttr{MapType: BPF_MAP_TYPE_ARRAY_OF_MAPS, KeySize: 4, ValueSize: 4, MaxEntries: 1},
		raw: `0c000000 04000000 04000000 01000000 00000000 00000000 00000000 00000000 00000000
			00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
			00000000 00000000 00000000 00000000 00000000`,
		refs: "inner_map_fd=0 map",
	},
	{
		name: "BTF by descriptor 0, token, module BTF, exclusive program",
		attr: &MapCreateAttr{
			MapType: BPF_MAP_TYPE_STRUCT_OPS, MapFlags: BPF_F_TOKEN_FD | BPF_F_VTYPE_BTF_OBJ_FD, BTFVmlinuxValueTypeID: 9,
			MapExtra: 0x1122334455667788, ValueTypeBTFObjFD: 6, MapTokenFD: 7, ExclProgHash: at(0x9000),
			ExclProgHashSize: 32, MapIfindex: 3,
		},
		raw: `1a000000 00000000 00000000 00000000 00800100 00000000 00000000 00000000 00000000
			00000000 00000000 03000000 00000000 00000000 00000000 09000000 88776655 44332211
			06000000 07000000 00900000 00000000 20000000`,
		refs: `excl_prog_hash in bytes 32, btf_fd=0 btf, value_type_btf_obj_fd=6 btf, map_token_fd=7
			token`,
	},
	{
		name: "lookup", attr: &MapLookupElemAttr{MapFD: 3, Key: at(0x1000), Value: at(0x2000), Flags: BPF_F_LOCK},
		raw:  "03000000 00000000 00100000 00000000 00200000 00000000 04000000 00000000",
		refs: "key in key of 3, value out value of 3, map_fd=3 map",
	},
	{
		name: "update", attr: &MapUpdateElemAttr{MapFD: 3, Key: at(0x1000), Value: at(0x2000), Flags: BPF_NOEXIST},
		raw:  "03000000 00000000 00100000 00000000 00200000 00000000 01000000 00000000",
		refs: "key in key of 3, value in value of 3, map_fd=3 map",
	},
	{
		name: "delete", attr: &MapDeleteElemAttr{MapFD: 3, Key: at(0x1000)},
		raw:  "03000000 00000000 00100000 00000000",
		refs: "key in key of 3, map_fd=3 map",
	},
	{
		name: "first key", attr: &MapGetNextKeyAttr{MapFD: 3, NextKey: at(0x2000)},
		raw:  "03000000 00000000 00000000 00000000 00200000 00000000",
		refs: "next_key out key of 3, map_fd=3 map",
	},
	{
		name: "take", attr: &MapLookupAndDeleteElemAttr{MapFD: 3, Key: at(0x1000), Value: at(0x2000)},
		raw:  "03000000 00000000 00100000 00000000 00200000 00000000 00000000 00000000",
		refs: "key in key of 3, value out value of 3, map_fd=3 map",
	},
	{
		name: "freeze descriptor 0", attr: &MapFreezeAttr{},
		raw:  "00000000",
		refs: "map_fd=0 map",
	},
	{
		name: "next map", attr: &MapGetNextIDAttr{StartID: 7, NextID: 9},
		raw: "07000000 09000000",
	},
	{
		name: "map by id", attr: &MapGetFDByIDAttr{MapID: 7, OpenFlags: BPF_F_RDONLY},
		raw: "07000000 00000000 08000000",
	},
	{
		name: "lookup batch",
		attr: &MapLookupBatchAttr{InBatch: at(0x1000), OutBatch: at(0x2000), Keys: at(0x3000), Values: at(0x4000), Count: 10,
			MapFD: 3, ElemFlags: BPF_F_LOCK, Flags: 1},
		raw: `00100000 00000000 00200000 00000000 00300000 00000000 00400000 00000000 0a000000
			03000000 04000000 00000000 01000000 00000000`,
		refs: `in_batch in cursor of 3, out_batch out cursor of 3, keys out 10 keys of 3, values out 10
			values of 3, map_fd=3 map`,
	},
	{
		name: "take batch",
		attr: &MapLookupAndDeleteBatchAttr{OutBatch: at(0x2000), Keys: at(0x3000), Values: at(0x4000), Count: 10, MapFD: 3},
		raw: `00000000 00000000 00200000 00000000 00300000 00000000 00400000 00000000 0a000000
			03000000 00000000 00000000 00000000 00000000`,
		refs: `out_batch out cursor of 3, keys out 10 keys of 3, values out 10 values of 3, map_fd=3
			map`,
	},
	{
		name: "update batch", attr: &MapUpdateBatchAttr{Keys: at(0x3000), Values: at(0x4000), Count: 0xffffffff, MapFD: 3},
		raw: `00000000 00000000 00000000 00000000 00300000 00000000 00400000 00000000 ffffffff
			03000000 00000000 00000000 00000000 00000000`,
		refs: "keys in 4294967295 keys of 3, values in 4294967295 values of 3, map_fd=3 map",
	},
	{
		name: "delete batch", attr: &MapDeleteBatchAttr{Keys: at(0x3000), Count: 10, MapFD: 3},
		raw: `00000000 00000000 00000000 00000000 00300000 00000000 00000000 00000000 0a000000
			03000000 00000000 00000000 00000000 00000000`,
		refs: "keys in 10 keys of 3, map_fd=3 map",
	},
}
