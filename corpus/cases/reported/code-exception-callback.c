// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A function that no instruction refers to, named as the one that handles what the program throws: it becomes a part of
// the program.
#include "difftest.h"

extern void bpf_throw(__u64 cookie) __ksym;

LICENSE;

__noinline int handler(__u64 cookie)
{
	return cookie == 5 ? 0 : __LINE__;
}

SEC("xdp")
__attribute__((btf_decl_tag("exception_callback:handler")))
__success __retval(0)
__report("code:exception-callback")
__convention("PRG-12")
int prog(struct xdp_md *ctx)
{
	bpf_throw(5);
	return __LINE__;
}
