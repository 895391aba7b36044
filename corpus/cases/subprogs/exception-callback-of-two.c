// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Two programs with one function each, and other functions between them.
#include "difftest.h"

extern void bpf_throw(__u64 cookie) __ksym;

LICENSE;

__attribute__((noinline))
int handler(__u64 cookie)
{
	return cookie - 7;
}

__attribute__((noinline))
int other(__u64 cookie)
{
	return cookie - 8;
}

SEC("classifier")
__attribute__((btf_decl_tag("exception_callback:handler")))
__success __retval(0)
__convention("PRG-12")
int throws(struct __sk_buff *ctx)
{
	bpf_throw(7);
	return 1;
}

SEC("classifier")
__attribute__((btf_decl_tag("exception_callback:other")))
__success __retval(0)
__convention("PRG-12")
int throws_too(struct __sk_buff *ctx)
{
	bpf_throw(8);
	return 1;
}
