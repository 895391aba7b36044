// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: header e_machine=62

// An object for another machine, x86-64, is refused when it is opened.
#include "difftest.h"

LICENSE;

SEC("socket")
__failure
__convention("ELF-01")
int prog(void *ctx)
{
	return 0;
}
