// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A tag that names a static function: the verifier wants a global one.
#include "difftest.h"

extern void bpf_throw(__u64 cookie) __ksym;

LICENSE;

__attribute__((noinline))
static int handler(__u64 cookie)
{
	return cookie - 7;
}

SEC("classifier")
__attribute__((btf_decl_tag("exception_callback:handler")))
__failure
__convention("PRG-12")
int throws(struct __sk_buff *ctx)
{
	bpf_throw(7);
	return 1;
}

SEC("?classifier")
int calls(struct __sk_buff *ctx)
{
	return handler(ctx->len) == 0;
}
