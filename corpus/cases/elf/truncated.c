// SPDX-License-Identifier: GPL-2.0-only OR MIT
// objcopy: -g
// elf: truncate 700

// A file that ends before its section headers is refused when it is opened.
#include "difftest.h"

LICENSE;

SEC("socket")
__failure
__convention("ELF-04")
int prog(void *ctx)
{
	return 0;
}
