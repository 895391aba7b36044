// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A usdt program is loaded for attaching through a multi-uprobe link where the kernel has it.
#include "difftest.h"

LICENSE;

SEC("usdt")
__success
__convention("SEC-021")
int plain(void *ctx)
{
	return 0;
}

SEC("usdt.s")
__success
__convention("SEC-022")
int sleepable(void *ctx)
{
	return 0;
}
