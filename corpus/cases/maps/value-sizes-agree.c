// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The size of the value given before and behind its type.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, __u32);
	__uint(value_size, 4);
	__type(value, __u32);
	__uint(key_size, 4);
} agreed SEC(".maps");

SEC("socket")
__success __retval(0)
__convention("MAP-02")
int prog(void *ctx)
{
	__u32 key = 1;

	check(!bpf_map_lookup_elem(&agreed, &key));
	return 0;
}
