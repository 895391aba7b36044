// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Programs as initial values of a PROG_ARRAY, in two slots of five: the others stay empty, and a tail call into one
// falls through.
#include "difftest.h"

LICENSE;

int reached_one(struct xdp_md *ctx);
int reached_three(struct xdp_md *ctx);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 5);
	__uint(key_size, sizeof(__u32));
	__array(values, int(struct xdp_md *));
} jumps SEC(".maps") = {
	.values = {
		[1] = reached_one,
		[3] = reached_three,
	},
};

SEC("xdp")
int reached_one(struct xdp_md *ctx)
{
	bpf_tail_call(ctx, &jumps, 3);
	return __LINE__;
}

SEC("xdp")
int reached_three(struct xdp_md *ctx)
{
	return 0;
}

SEC("xdp")
__success __retval(0)
__convention("MAP-13") __convention("MAP-14")
int prog(struct xdp_md *ctx)
{
	bpf_tail_call(ctx, &jumps, 0);
	bpf_tail_call(ctx, &jumps, 2);
	bpf_tail_call(ctx, &jumps, 4);
	bpf_tail_call(ctx, &jumps, 1);
	return __LINE__;
}
