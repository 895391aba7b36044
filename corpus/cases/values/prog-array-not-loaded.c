// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A PROG_ARRAY slot whose program is not loaded by default is not skipped: there is no descriptor to put in, and the
// load fails.
#include "difftest.h"

LICENSE;

int left_out(struct xdp_md *ctx);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__uint(key_size, sizeof(__u32));
	__array(values, int(struct xdp_md *));
} jumps SEC(".maps") = {
	.values = { [0] = left_out },
};

SEC("?xdp")
int left_out(struct xdp_md *ctx)
{
	return 0;
}

SEC("xdp")
__convention("MAP-14") __convention("SEC-115")
int prog(struct xdp_md *ctx)
{
	bpf_tail_call(ctx, &jumps, 0);
	return 0;
}
