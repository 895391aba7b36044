// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A kernel function that there is not, declared weak: its address is 0, and the call that this guards does no harm.
#include "difftest.h"

extern int bpf_of_a_later_kernel(struct __sk_buff *ctx) __ksym __weak;

LICENSE;

SEC("classifier")
__success __retval(0)
__report("cilium/ebpf#1364")
__convention("KFN-03") __convention("KFN-06")
int prog(struct __sk_buff *ctx)
{
	if (bpf_ksym_exists(bpf_of_a_later_kernel))
		return bpf_of_a_later_kernel(ctx);
	return 0;
}
