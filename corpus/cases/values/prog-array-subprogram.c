// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A subprogram cannot be the initial value of a PROG_ARRAY: refused when the object is opened.
#include "difftest.h"

LICENSE;

__attribute__((noinline)) int not_a_program(struct xdp_md *ctx)
{
	return 0;
}

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__uint(key_size, sizeof(__u32));
	__array(values, int(struct xdp_md *));
} jumps SEC(".maps") = {
	.values = { [0] = not_a_program },
};

SEC("xdp")
__failure
__convention("MAP-13")
int prog(struct xdp_md *ctx)
{
	bpf_tail_call(ctx, &jumps, 0);
	return not_a_program(ctx);
}
