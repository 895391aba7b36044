// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A static function in a program section: libbpf refuses it, since only what the linker can see is a program.
#include "difftest.h"

LICENSE;

SEC("socket")
int visible(void *ctx)
{
	return 0;
}

SEC("socket")
__attribute__((used))
__failure
__report("libbpf/libbpf@6028cec5")
__convention("PRG-02")
static int invisible(void *ctx)
{
	return 0;
}
