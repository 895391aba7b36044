// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: symbol numbers st_value=0xfffffffffffffffc

// A variable whose symbol stands just below where numbers end: libbpf leaves it in BTF, which the kernel refuses, and with
// it goes the place of the variable.
#include "difftest.h"

LICENSE;

volatile __u32 numbers[2] = { 3, 4 };

SEC("socket")
__failure
__report("cilium/ebpf@fdda6df2")
__convention("ELF-04")
int prog(void *ctx)
{
	return numbers[1];
}
