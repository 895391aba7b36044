// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An initial value whose type is not the template's: libbpf puts it in and the kernel refuses it.
#include "difftest.h"

LICENSE;

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} other SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	__array(values, struct inner);
} outer SEC(".maps") = {
	.values = { [0] = (void *)&other },
};

SEC("socket")
__failure
__convention("MAP-11")
int prog(void *ctx)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&outer, &key) == NULL;
}
