// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program that user space runs reads its context and answers there.
#include "difftest.h"

LICENSE;

struct context {
	__u64 number;
	__u64 next;
	char text[8];
};

__u64 runs;

SEC("syscall")
__success __retval(0)
__changes(".bss[runs] = 1")
__convention("SEC-053")
int prog(struct context *ctx)
{
	runs++;
	ctx->next = ctx->number + 1;
	ctx->text[0] = 'd';
	ctx->text[1] = 't';
	check_eq(ctx->number, 0);
	return 0;
}
