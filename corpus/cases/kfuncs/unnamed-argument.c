// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A kernel function that is declared without names of its arguments: libbpf gives them one, for the kernel to take the
// BTF.
#include "difftest.h"

extern void no_such_function_in_any_kernel(int, long) __ksym __weak;
extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;

LICENSE;

SEC("classifier")
__success __retval(0)
__convention("KFN-07")
int prog(void *ctx)
{
	bpf_rcu_read_lock();
	bpf_rcu_read_unlock();
	if (bpf_ksym_exists(no_such_function_in_any_kernel))
		no_such_function_in_any_kernel(1, 2);
	return 0;
}
