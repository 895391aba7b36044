// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A congestion control in each of the two sections: one to be registered, one to be linked.
#include "difftest.h"

struct sock;

struct tcp_congestion_ops {
	__u32 (*ssthresh)(struct sock *sk);
	void (*cong_avoid)(struct sock *sk, __u32 ack, __u32 acked);
	__u32 (*undo_cwnd)(struct sock *sk);
	char name[16];
};

LICENSE;

SEC("struct_ops")
__success
__report("cilium/ebpf@19b41639")
__convention("STO-01") __convention("STO-02") __convention("STO-04")
__u32 ssthresh(__u64 *ctx)
{
	return 2;
}

SEC("struct_ops")
void cong_avoid(__u64 *ctx)
{
}

SEC("struct_ops")
__u32 undo_cwnd(__u64 *ctx)
{
	return 2;
}

SEC(".struct_ops")
struct tcp_congestion_ops registered = {
	.ssthresh = (void *)ssthresh,
	.cong_avoid = (void *)cong_avoid,
	.undo_cwnd = (void *)undo_cwnd,
	.name = "dt_registered",
};

SEC(".struct_ops.link")
struct tcp_congestion_ops linked = {
	.ssthresh = (void *)ssthresh,
	.cong_avoid = (void *)cong_avoid,
	.undo_cwnd = (void *)undo_cwnd,
	.name = "dt_linked",
};
