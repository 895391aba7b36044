// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The address of a kernel function without a type, from /proc/kallsyms.
#include "difftest.h"

extern const void bpf_prog_put __ksym;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("KSY-01")
int prog(void *ctx)
{
	const void *address = &bpf_prog_put;

	opaque(address);
	check(address);
	return 0;
}
