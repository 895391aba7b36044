// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Characters that the kernel does not take in a program's name, which assembly allows: libbpf passes them on.
#include "difftest.h"

LICENSE;

int named_by_assembly(void *ctx) asm("prog@1$x");

SEC("socket")
__failure
__report("bpftrace/bpftrace#1753")
__convention("PRG-11")
int named_by_assembly(void *ctx)
{
	return 0;
}
