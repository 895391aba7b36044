// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Names with a rest, without one, and of two parts: the table says for each whether a rest is allowed, and a loader that
// takes every row for a prefix gives some of them another type.
#include "difftest.h"

LICENSE;

SEC("tp")
__success
__report("cilium/ebpf#1162")
__convention("SEC-110")
int bare_tracepoint(void *ctx)
{
	return 0;
}

SEC("tp/x/y")
__success
int tracepoint(void *ctx)
{
	return 0;
}

SEC("cgroup/skb")
__success __retval(1)
int group_filter(struct __sk_buff *ctx)
{
	return 1;
}

SEC("sk_skb/verdict")
__success
__convention("SEC-117")
int verdict(struct __sk_buff *ctx)
{
	return 1;
}

SEC("xdp.frags/devmap")
__success __retval(2)
int behind_devmap(struct xdp_md *ctx)
{
	return XDP_PASS;
}
