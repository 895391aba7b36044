// SPDX-License-Identifier: GPL-2.0-only OR MIT
// cflags: -g0
// objcopy: --strip-all

// Without a symbol table no program can be found: refused when the object is opened.
#include "difftest.h"

LICENSE;

SEC("socket")
int prog(void *ctx)
{
	return 0;
}
