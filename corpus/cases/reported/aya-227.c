// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A socket filter is named "socket"; a parser that looks for the type's name finds none.
#include "difftest.h"

LICENSE;

SEC("socket")
__success __retval(0)
__report("aya-rs/aya#227")
int filter(struct __sk_buff *ctx)
{
	check(ctx->len);
	return 0;
}
