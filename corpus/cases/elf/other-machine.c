// SPDX-License-Identifier: GPL-2.0-only OR MIT
// cflags: -g0
// objcopy: -O elf64-x86-64

// An object for another machine: refused when the object is opened.
#include "difftest.h"

LICENSE;

SEC("socket")
int prog(void *ctx)
{
	return 0;
}
