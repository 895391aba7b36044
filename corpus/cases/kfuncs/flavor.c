// SPDX-License-Identifier: GPL-2.0-only OR MIT

// What follows "___" in the name of a kernel function is not part of it.
#include "difftest.h"

extern void bpf_rcu_read_lock___other(void) __ksym;
extern void bpf_rcu_read_unlock___other(void) __ksym;

LICENSE;

SEC("classifier")
__success __retval(0)
__convention("KFN-04")
int call(struct __sk_buff *ctx)
{
	bpf_rcu_read_lock___other();
	bpf_rcu_read_unlock___other();
	return 0;
}
