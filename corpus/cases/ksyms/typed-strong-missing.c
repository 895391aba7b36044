// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A variable of a known type that the kernel does not have and that is not weak: refused when the object is loaded.
#include "difftest.h"

extern const int no_such_variable_in_any_kernel __ksym;

LICENSE;

SEC("socket")
__failure
__convention("KSY-03") __convention("KSY-04")
int prog(void *ctx)
{
	const void *address = &no_such_variable_in_any_kernel;

	opaque(address);
	return address != 0;
}
