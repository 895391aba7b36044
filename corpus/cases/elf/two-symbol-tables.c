// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: section .BTF.ext sh_type=2

// Two symbol tables are refused when the object is opened.
#include "difftest.h"

LICENSE;

SEC("socket")
__failure
__convention("ELF-03")
int prog(void *ctx)
{
	return 0;
}
