// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A subprogram with hidden visibility counts as static, though its symbol and its BTF are global: the verifier checks
// it together with its caller, which is the only reason that this one may trust its argument.
#include "difftest.h"

LICENSE;

__hidden __noinline int is_hidden(int *x)
{
	opaque(x);
	return *x + 3;
}

SEC("socket")
__success __retval(0)
__convention("PRG-08")
int prog(void *ctx)
{
	int local = 40;

	check_eq(is_hidden(&local), 43);
	return 0;
}
