// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: symbol prog st_value=0xfffffffffffffff8

// A program whose symbol stands so far up that its end comes around to the section's beginning.
#include "difftest.h"

LICENSE;

SEC("socket")
__failure
__report("libbpf/libbpf@806b4e0a")
__convention("PRG-01") __convention("ELF-04")
int prog(void *ctx)
{
	return 0;
}
