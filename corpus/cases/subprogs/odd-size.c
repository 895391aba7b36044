// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: symbol other st_size=12

// A function that ends inside an instruction is refused when the object is opened.
#include "difftest.h"

LICENSE;

SEC("socket")
__convention("PRG-01")
int other(void *ctx)
{
	return 1;
}

SEC("socket")
__failure
__convention("PRG-01")
int prog(void *ctx)
{
	return 0;
}
