// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Two names for one map definition.
#include "difftest.h"

LICENSE;

struct array_of_two {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u64);
};

struct array_of_two numbers SEC(".maps");
extern struct array_of_two same_numbers __attribute__((alias("numbers")));

SEC("socket")
__success __retval(0)
__report("code:keyed-vars")
__convention("MAP-35")
int prog(void *ctx)
{
	__u32 last = 1;

	check(bpf_map_lookup_elem(&numbers, &last));
	check(bpf_map_lookup_elem(&same_numbers, &last));
	return 0;
}
