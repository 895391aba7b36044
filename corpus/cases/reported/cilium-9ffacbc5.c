// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Functions among the members of a section's BTF: the kernel's functions that a program calls stand in ".ksyms".
#include "difftest.h"

extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;

LICENSE;

SEC("classifier")
__success __retval(0)
__report("cilium/ebpf@9ffacbc5")
__convention("KFN-01") __convention("KFN-07")
int prog(struct __sk_buff *ctx)
{
	bpf_rcu_read_lock();
	bpf_rcu_read_unlock();
	return 0;
}
