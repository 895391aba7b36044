// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An attach target in a module that is not there: the function of the kernel that has the same name does not count.
#include "difftest.h"

LICENSE;

SEC("fentry/no_such_module_in_any_kernel:do_nanosleep")
__failure
__convention("ATT-04") __convention("ATT-02")
int prog(void *ctx)
{
	return 0;
}
