// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: header ei_class=1

// A file that says that it is a 32-bit one is refused when it is opened.
#include "difftest.h"

LICENSE;

SEC("socket")
__failure
__convention("ELF-01")
int prog(void *ctx)
{
	return 0;
}
