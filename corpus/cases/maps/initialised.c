// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map definition that is initialised with numbers: only its types count, and the bytes do not.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u32);
} numbers SEC(".maps") = {
	.max_entries = (void *)3,
};

SEC("socket")
__success __retval(0)
__convention("MAP-23")
int prog(void *ctx)
{
	__u32 last = 1, past = 2;

	check(bpf_map_lookup_elem(&numbers, &last));
	check(!bpf_map_lookup_elem(&numbers, &past));
	return 0;
}
