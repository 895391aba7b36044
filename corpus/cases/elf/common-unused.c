// SPDX-License-Identifier: GPL-2.0-only OR MIT
// cflags: -fcommon

// A symbol in no section that no program refers to does not matter.
#include "difftest.h"

LICENSE;

int tentative;

SEC("socket")
__success __retval(0)
__convention("ELF-11")
int prog(void *ctx)
{
	return 0;
}
