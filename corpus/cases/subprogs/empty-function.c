// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: symbol other st_size=0

// A function symbol of size 0 is refused when the object is opened.
#include "difftest.h"

LICENSE;

SEC("socket")
__convention("PRG-18")
int other(void *ctx)
{
	return 1;
}

SEC("socket")
__failure
__convention("PRG-18")
int prog(void *ctx)
{
	return 0;
}
