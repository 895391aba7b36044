// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A function of the kernel is called by the id of its type in the kernel's BTF.
#include "difftest.h"

extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;

LICENSE;

SEC("classifier")
__success __retval(0)
__convention("KFN-01") __convention("REL-06")
int call(struct __sk_buff *ctx)
{
	bpf_rcu_read_lock();
	bpf_rcu_read_unlock();
	return 0;
}
