// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An array of programs with two of its slots filled from the object.
#include "difftest.h"

LICENSE;

int second(struct __sk_buff *ctx);
int fourth(struct __sk_buff *ctx);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 4);
	__uint(key_size, sizeof(__u32));
	__array(values, int(struct __sk_buff *));
} jumps SEC(".maps") = {
	.values = { [1] = second, [3] = fourth },
};

SEC("socket")
int second(struct __sk_buff *ctx)
{
	bpf_tail_call(ctx, &jumps, 3);
	return __LINE__;
}

SEC("socket")
int fourth(struct __sk_buff *ctx)
{
	return 0;
}

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#214")
__convention("MAP-13") __convention("MAP-14")
int prog(struct __sk_buff *ctx)
{
	bpf_tail_call(ctx, &jumps, 2);
	bpf_tail_call(ctx, &jumps, 1);
	return __LINE__;
}
