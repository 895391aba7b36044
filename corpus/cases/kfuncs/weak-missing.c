// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A function that the kernel does not have, weak: its address is 0, and the call behind the test is dead.
#include "difftest.h"

extern int no_such_function_in_any_kernel(int x) __ksym __weak;
extern void bpf_rcu_read_lock(void) __ksym __weak;
extern void bpf_rcu_read_unlock(void) __ksym __weak;

LICENSE;

SEC("classifier")
__success __retval(0)
__convention("KFN-03") __convention("KFN-06") __convention("KFN-07")
int prog(struct __sk_buff *ctx)
{
	if (bpf_ksym_exists(no_such_function_in_any_kernel))
		return no_such_function_in_any_kernel(1);
	if (!bpf_ksym_exists(bpf_rcu_read_lock))
		return __LINE__;
	bpf_rcu_read_lock();
	bpf_rcu_read_unlock();
	return 0;
}
