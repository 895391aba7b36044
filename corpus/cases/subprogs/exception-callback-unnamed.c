// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A tag that names no function.
#include "difftest.h"

extern void bpf_throw(__u64 cookie) __ksym;

LICENSE;

SEC("classifier")
__attribute__((btf_decl_tag("exception_callback:")))
__failure
__convention("PRG-12")
int throws(struct __sk_buff *ctx)
{
	bpf_throw(7);
	return 1;
}
