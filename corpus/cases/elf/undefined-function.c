// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A call of a function that the object only declares: refused when the object is opened.
#include "difftest.h"

LICENSE;

int nowhere(void *ctx);

SEC("socket")
__failure
__convention("REL-10")
int prog(void *ctx)
{
	return nowhere(ctx);
}
