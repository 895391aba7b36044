// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A member that the kernel's struct does not have and that is not zero: refused when the object is loaded.
#include "difftest.h"

struct bpf_dummy_ops {
	int not_in_the_kernel;
};

LICENSE;

__failure
__convention("STO-03")
SEC(".struct_ops")
struct bpf_dummy_ops dummy = {
	.not_in_the_kernel = 1,
};
