// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: header e_shstrndx=200

// A file whose section names stand in a section that it has not is refused when it is opened.
#include "difftest.h"

LICENSE;

SEC("socket")
__failure
__convention("ELF-04")
int prog(void *ctx)
{
	return 0;
}
