// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A section of data whose name has a slash: it becomes no map, but its name stands in the BTF that the kernel is given.
#include "difftest.h"

LICENSE;

volatile int settings SEC(".data/settings") = 1;

SEC("socket")
__success __retval(0)
__report("aya-rs/aya#179")
__convention("BTF-02")
int prog(void *ctx)
{
	return 0;
}
