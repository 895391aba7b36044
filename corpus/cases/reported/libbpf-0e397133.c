// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A callback that is weak: the kernel takes only static ones, but the reference to it is followed, and it is the kernel
// that refuses.
#include "difftest.h"

LICENSE;

__weak __noinline long each(__u32 index, void *context)
{
	opaque(context);
	return 0;
}

SEC("socket")
__failure
__report("libbpf/libbpf@0e397133")
__convention("PRG-07") __convention("PRG-09")
int prog(void *ctx)
{
	check_eq(bpf_loop(3, each, 0, 0), 3);
	return 0;
}
