// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The address of a symbol that the kernel has, and 0 for a weak one that it does not have.
#include "difftest.h"

extern void bpf_prog_put __ksym;
extern void no_such_symbol_in_any_kernel __ksym __weak;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("KSY-01") __convention("KSY-02") __convention("REL-05")
int prog(void *ctx)
{
	void *present = &bpf_prog_put;

	opaque(present);
	check(present);
	check(!&no_such_symbol_in_any_kernel);
	return 0;
}
