// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Only functions in .text can be called: a call of a program in another section is refused when the object is opened.
#include "difftest.h"

LICENSE;

SEC("xdp/devmap")
__noinline int callee(struct xdp_md *ctx)
{
	return ctx->data == 0;
}

SEC("xdp")
__failure
__convention("PRG-03")
int prog(struct xdp_md *ctx)
{
	return callee(ctx);
}
