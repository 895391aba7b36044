// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: header e_type=2

// An executable file is refused when it is opened: only relocatable files are objects.
#include "difftest.h"

LICENSE;

SEC("socket")
__failure
__convention("ELF-01")
int prog(void *ctx)
{
	return 0;
}
