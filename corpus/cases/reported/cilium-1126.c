// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map's type behind a typedef, and behind a typedef of a typedef with a qualifier.
#include "difftest.h"

LICENSE;

typedef struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 3);
	__type(key, __u32);
	__type(value, __u64);
} three_t;

typedef volatile three_t volatile_three_t;

three_t direct SEC(".maps");
volatile_three_t twice SEC(".maps");

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#1126")
__convention("MAP-34")
int prog(void *ctx)
{
	__u32 last = 2, past = 3;

	check(bpf_map_lookup_elem(&direct, &last));
	check(!bpf_map_lookup_elem(&direct, &past));
	check(bpf_map_lookup_elem((void *)&twice, &last));
	return 0;
}
