// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A weak kernel function that the kernel does not have, called without a look at whether it is there: the poisoned
// call is reached.
#include "difftest.h"

extern void no_such_function_in_any_kernel(int x) __ksym __weak;

LICENSE;

SEC("classifier")
__failure
__convention("KFN-03")
int prog(void *ctx)
{
	no_such_function_in_any_kernel(1);
	return 0;
}
