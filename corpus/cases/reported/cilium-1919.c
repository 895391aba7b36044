// SPDX-License-Identifier: GPL-2.0-only OR MIT

// XDP programs that call one another through an array. Newer kernels take programs of one expected_attach_type only
// into an array, so that a loader that leaves the field out cannot share one with a loader that does not.
#include "difftest.h"

LICENSE;

int callee(struct xdp_md *ctx);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__uint(key_size, sizeof(__u32));
	__array(values, int(struct xdp_md *));
} jumps SEC(".maps") = {
	.values = { [0] = callee },
};

SEC("xdp")
__success __retval(0)
int callee(struct xdp_md *ctx)
{
	return 0;
}

SEC("xdp")
__success __retval(0)
__report("cilium/ebpf#1919")
__convention("SEC-118") __convention("MAP-13")
int caller(struct xdp_md *ctx)
{
	bpf_tail_call(ctx, &jumps, 0);
	return __LINE__;
}
