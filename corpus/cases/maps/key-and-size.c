// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A key may be given as a type and as a size as long as they agree.
#include "difftest.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__uint(key_size, sizeof(__u32));
	__type(value, __u64);
	__uint(value_size, sizeof(__u64));
} both SEC(".maps");

LICENSE;

SEC("socket")
__success __retval(0)
__convention("MAP-02")
int use(void *ctx)
{
	__u32 key = 1;
	__u64 value = 7, *found;

	check_eq(bpf_map_update_elem(&both, &key, &value, BPF_ANY), 0);
	found = bpf_map_lookup_elem(&both, &key);
	check(found);
	check_eq(*found, 7);
	return 0;
}
