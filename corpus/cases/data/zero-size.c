// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A data section without a byte in it, which BTF speaks of: refused when the object is opened.
#include "difftest.h"

LICENSE;

char nothing[0] SEC(".data.nothing");
volatile int something = 1;

SEC("socket")
__failure
__convention("DAT-09")
int prog(void *ctx)
{
	check_eq(something, 1);
	return 0;
}
