// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program that the verifier refuses is loaded again for the verifier's log.
#include "difftest.h"

LICENSE;

SEC("socket")
__failure
__convention("PRG-16")
int prog(void *ctx)
{
	return *(volatile int *)0;
}
