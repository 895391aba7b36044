// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Whether two kernel functions exist, each asked by its address: a loader that takes one for the other is seen there.
#include "difftest.h"

extern void bpf_rcu_read_lock(void) __ksym __weak;
extern void bpf_rcu_read_unlock(void) __ksym __weak;

LICENSE;

SEC("classifier")
__success __retval(0)
__convention("KFN-06")
int prog(struct __sk_buff *ctx)
{
	check(bpf_ksym_exists(bpf_rcu_read_lock));
	check(bpf_ksym_exists(bpf_rcu_read_unlock));
	bpf_rcu_read_lock();
	bpf_rcu_read_unlock();
	return 0;
}
