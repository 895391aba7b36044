// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A weak variable of a known type that the kernel does not have: its address is 0.
#include "difftest.h"

extern const int no_such_variable_in_any_kernel __ksym __weak;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("KSY-02") __convention("KSY-04")
int prog(void *ctx)
{
	check(!&no_such_variable_in_any_kernel);
	return 0;
}
