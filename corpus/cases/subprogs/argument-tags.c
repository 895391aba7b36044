// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Tags on the arguments of a global subprogram: a context, and pointers that are never null.
#include "difftest.h"

LICENSE;

__noinline int length_of(void *ctx __arg_ctx)
{
	struct xdp_md *xdp = ctx;

	return xdp->data_end - xdp->data;
}

__noinline int value_of(int *x __arg_nonnull)
{
	return *x;
}

SEC("xdp")
__success __retval(0)
__convention("PRG-13") __convention("BTF-06")
int prog(struct xdp_md *ctx)
{
	int local = 5;

	check_eq(length_of(ctx), 64);
	check_eq(value_of(&local), 5);
	return 0;
}
