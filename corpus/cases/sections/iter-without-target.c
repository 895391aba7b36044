// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An iterator without a target: refused before any system call. Unlike fentry, it is refused with EINVAL by the kernel
// too, wherever a loader sends it.
#include "difftest.h"

LICENSE;

SEC("iter")
__failure
__convention("SEC-110") __convention("ATT-03")
int prog(void *ctx)
{
	return 0;
}
