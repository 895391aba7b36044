// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: header e_machine=0

// Compilers of before 2017 left the machine out; such objects are loaded.
#include "difftest.h"

LICENSE;

SEC("socket")
__success __retval(0)
__convention("ELF-01")
int prog(void *ctx)
{
	return 0;
}
