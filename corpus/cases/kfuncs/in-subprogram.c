// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A kernel function called from a subprogram that two programs share.
#include "difftest.h"

extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;

LICENSE;

static __noinline int guarded(int x)
{
	bpf_rcu_read_lock();
	opaque(x);
	bpf_rcu_read_unlock();
	return x + 1;
}

SEC("classifier")
__success __retval(0)
__convention("KFN-01") __convention("PRG-10")
int first(struct __sk_buff *ctx)
{
	check_eq(guarded(1), 2);
	return 0;
}

SEC("xdp")
__success __retval(0)
int second(struct xdp_md *ctx)
{
	check_eq(guarded(5), 6);
	return 0;
}
