// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A function of the kernel, declared with another prototype: refused when the object is loaded.
#include "difftest.h"

extern int bpf_rcu_read_lock(struct __sk_buff *skb, int x) __ksym;

LICENSE;

SEC("classifier")
__failure
__convention("KFN-05")
int prog(struct __sk_buff *ctx)
{
	return bpf_rcu_read_lock(ctx, 1);
}
