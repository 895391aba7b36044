// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An extension without the program that it extends: refused before any system call.
#include "difftest.h"

LICENSE;

SEC("freplace/replaced")
__failure
__convention("ATT-06")
int prog(void *ctx)
{
	return 0;
}
