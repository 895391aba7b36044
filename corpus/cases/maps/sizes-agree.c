// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Sizes and types that agree, in either order.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__uint(key_size, 4);
	__type(key, __u32);
	__type(value, __u32);
	__uint(value_size, 4);
} agreed SEC(".maps");

SEC("socket")
__success __retval(0)
__convention("MAP-02")
int prog(void *ctx)
{
	__u32 key = 1, value = 2;

	check_eq(bpf_map_update_elem(&agreed, &key, &value, BPF_ANY), 0);
	check(bpf_map_lookup_elem(&agreed, &key));
	return 0;
}
