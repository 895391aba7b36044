// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program that user space runs, sleepable by its nature.
#include "difftest.h"

LICENSE;

SEC("syscall")
__success
__convention("SEC-053")
int run(void *ctx)
{
	return 0;
}
