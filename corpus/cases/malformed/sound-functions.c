// SPDX-License-Identifier: GPL-2.0-only OR MIT
// objcopy: --strip-debug

// One of the sound objects that the damaged ones are made of: programs with subprograms: nested, hidden, called
// through their address, and for exceptions.
#include "difftest.h"

extern void bpf_throw(__u64 cookie) __ksym;

LICENSE;

__attribute__((noinline))
int handler(__u64 cookie)
{
	return cookie - 7;
}

__attribute__((noinline))
static int inner(int x)
{
	opaque(x);
	return x + 1;
}

__attribute__((noinline))
int outer(int x)
{
	opaque(x);
	return inner(x) + 1;
}

__hidden __attribute__((noinline))
int hidden(int *x)
{
	return *x + 1;
}

static int callback(__u32 index, int *sum)
{
	*sum += index;
	return 0;
}

SEC("classifier")
int calls(struct __sk_buff *ctx)
{
	int sum = outer(1);

	bpf_loop(3, callback, &sum, 0);
	check_eq(hidden(&sum), 7);
	return 0;
}

SEC("classifier")
__attribute__((btf_decl_tag("exception_callback:handler")))
int throws(struct __sk_buff *ctx)
{
	bpf_throw(7);
	return __LINE__;
}
