// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A tag names the function that handles the program's exceptions: it is appended to the program like one that is called.
#include "difftest.h"

extern void bpf_throw(__u64 cookie) __ksym;

LICENSE;

__attribute__((noinline))
int handler(__u64 cookie)
{
	return cookie - 7;
}

SEC("classifier")
__attribute__((btf_decl_tag("exception_callback:handler")))
__success __retval(0)
__convention("PRG-12")
int throws(struct __sk_buff *ctx)
{
	/* without a handler of its own the program returns the cookie */
	bpf_throw(7);
	return __LINE__;
}
