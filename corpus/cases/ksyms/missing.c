// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A symbol that the kernel does not have and that is not weak: refused when the object is loaded.
#include "difftest.h"

extern void no_such_symbol_in_any_kernel __ksym;

LICENSE;

SEC("socket")
__failure
__convention("KSY-03")
int prog(void *ctx)
{
	void *address = &no_such_symbol_in_any_kernel;

	opaque(address);
	return address != 0;
}
