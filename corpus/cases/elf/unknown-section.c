// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A data section of an unknown name is ignored as long as nothing refers to it.
#include "difftest.h"

LICENSE;

__attribute__((used)) static int ignored SEC("something_else") = 1;

SEC("socket")
__success __retval(0)
__convention("ELF-06") __convention("ELF-05")
int prog(void *ctx)
{
	return 0;
}
