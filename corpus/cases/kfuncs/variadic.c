// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A weak kernel function with any number of arguments that the kernel does not have.
#include "difftest.h"

extern int no_such_function_in_any_kernel(const char *format, ...) __ksym __weak;

LICENSE;

SEC("classifier")
__success __retval(0)
__convention("KFN-03") __convention("KFN-07")
int prog(void *ctx)
{
	if (bpf_ksym_exists(no_such_function_in_any_kernel))
		return no_such_function_in_any_kernel(0);
	return 0;
}
