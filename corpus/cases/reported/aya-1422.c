// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program that does no more than call one function of the kernel.
#include "difftest.h"

extern void *bpf_cast_to_kern_ctx(void *ctx) __ksym;

LICENSE;

SEC("classifier")
__success __retval(0)
__report("aya-rs/aya#1422")
__convention("KFN-01") __convention("KFN-07")
int prog(struct __sk_buff *ctx)
{
	check(bpf_cast_to_kern_ctx(ctx));
	return 0;
}
