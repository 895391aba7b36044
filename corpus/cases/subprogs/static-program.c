// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A function outside .text is a program, and a program must be visible outside its file.
#include "difftest.h"

LICENSE;

SEC("socket")
__attribute__((used))
__failure
__convention("PRG-02")
static int filter(void *ctx)
{
	return 0;
}
