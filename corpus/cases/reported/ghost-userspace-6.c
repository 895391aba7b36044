// SPDX-License-Identifier: GPL-2.0-only OR MIT
// cflags: -fcommon

// A variable that is only declared, as C compilers once left it to the linker to place: it is in no section.
#include "difftest.h"

LICENSE;

__u64 unplaced[4];

SEC("socket")
__failure
__report("google/ghost-userspace#6")
__convention("ELF-11")
int prog(void *ctx)
{
	unplaced[3] = 1;
	return 0;
}
