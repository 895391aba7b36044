// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A tracing target that the kernel does not have: refused with ESRCH when the object is loaded.
#include "difftest.h"

LICENSE;

SEC("fentry/no_such_function_in_any_kernel")
__failure
__convention("ATT-02")
int prog(void *ctx)
{
	return 0;
}
