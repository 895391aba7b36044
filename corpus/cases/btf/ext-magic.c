// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: write .BTF.ext 0 0000

// A section .BTF.ext that is none, in an object without CO-RE relocations: the program is loaded without func_info.
#include "difftest.h"

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-28") __convention("BTF-04")
int prog(void *ctx)
{
	return 0;
}
