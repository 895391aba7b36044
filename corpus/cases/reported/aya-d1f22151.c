// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Two maps of one section that differ in the size of their values: each reference finds its own.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u32);
} narrow SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64[4]);
} wide SEC(".maps");

SEC("socket")
__success __retval(0)
__report("aya-rs/aya@d1f22151")
__convention("REL-01")
int prog(void *ctx)
{
	__u64 in[4] = {}, *out;
	__u32 key = 1, small = 5;

	in[3] = 4;
	check_eq(bpf_map_update_elem(&wide, &key, in, BPF_ANY), 0);
	out = bpf_map_lookup_elem(&wide, &key);
	check(out);
	check_eq(out[3], 4);
	bpf_map_delete_elem(&narrow, &key);
	check(!bpf_map_lookup_elem(&narrow, &key));
	check_eq(bpf_map_update_elem(&narrow, &key, &small, BPF_ANY), 0);
	check_eq(out[3], 4);
	return 0;
}
