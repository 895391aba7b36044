// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Read-only data cannot be written by the program either: the kernel refuses it.
#include "difftest.h"

LICENSE;

volatile const int constant = 1;

SEC("socket")
__failure __msg("write into map forbidden")
__convention("DAT-04")
int prog(void *ctx)
{
	*(volatile int *)&constant = 2;
	return 0;
}
