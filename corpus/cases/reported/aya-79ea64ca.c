// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Two programs of one section: the places that func_info and line_info name are counted from each program's start.
#include "difftest.h"

LICENSE;

SEC("socket")
__success __retval(0)
__report("aya-rs/aya@79ea64ca")
__convention("BTF-04") __convention("SEC-123")
int first(struct __sk_buff *ctx)
{
	check(ctx->len);
	return 0;
}

SEC("socket")
__success __retval(0)
int second(struct __sk_buff *ctx)
{
	check(ctx->len);
	check(ctx->ifindex);
	return 0;
}
