// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A type that the kernel has no struct_ops for: refused when the object is loaded.
#include "difftest.h"

struct no_such_ops_in_any_kernel {
	int number;
};

LICENSE;

__failure
__convention("STO-09")
SEC(".struct_ops")
struct no_such_ops_in_any_kernel ops = {
	.number = 1,
};
