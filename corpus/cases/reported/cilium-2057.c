// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Two versions of one kernel function: what follows the three underscores is no part of its name, and the version whose
// arguments are not the kernel's is not there.
#include "difftest.h"

extern void bpf_rcu_read_lock___now(void) __ksym __weak;
extern int bpf_rcu_read_lock___then(int flags) __ksym __weak;
extern void bpf_rcu_read_unlock(void) __ksym;

LICENSE;

SEC("classifier")
__success __retval(0)
__report("cilium/ebpf#2057")
__convention("KFN-04") __convention("KFN-05")
int prog(struct __sk_buff *ctx)
{
	if (bpf_ksym_exists(bpf_rcu_read_lock___then))
		return bpf_rcu_read_lock___then(1);
	if (!bpf_ksym_exists(bpf_rcu_read_lock___now))
		return __LINE__;
	bpf_rcu_read_lock___now();
	bpf_rcu_read_unlock();
	return 0;
}
