// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A filter of a group's packets can leave its direction open, under one name only: "cgroup_skb" alone is none.
#include "difftest.h"

LICENSE;

SEC("cgroup_skb/ingress")
__success __retval(1)
int inbound(struct __sk_buff *ctx)
{
	return 1;
}

SEC("cgroup/skb")
__success __retval(1)
int either_way(struct __sk_buff *ctx)
{
	return 1;
}

SEC("cgroup_skb")
__failure
__report("aya-rs/aya#896")
__convention("SEC-114")
int directionless(struct __sk_buff *ctx)
{
	return 1;
}
