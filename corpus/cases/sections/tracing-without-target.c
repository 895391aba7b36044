// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program type that attaches by BTF needs a target: a bare section is refused before any system call.
#include "difftest.h"

LICENSE;

SEC("fentry")
__failure
__convention("SEC-110") __convention("ATT-03")
int prog(void *ctx)
{
	return 0;
}
