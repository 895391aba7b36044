// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A function that the kernel does not have and that is not weak: refused when the object is loaded.
#include "difftest.h"

extern int no_such_function_in_any_kernel(int x) __ksym;

LICENSE;

SEC("classifier")
__failure
__convention("KFN-03")
int prog(struct __sk_buff *ctx)
{
	return no_such_function_in_any_kernel(1);
}
