// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A function of the kernel, declared weak and with another prototype: as if the kernel did not have it.
#include "difftest.h"

extern int bpf_rcu_read_lock(struct __sk_buff *skb, int x) __ksym __weak;

LICENSE;

SEC("classifier")
__success __retval(0)
__convention("KFN-05")
int prog(struct __sk_buff *ctx)
{
	if (bpf_ksym_exists(bpf_rcu_read_lock))
		return bpf_rcu_read_lock(ctx, 1);
	return 0;
}
