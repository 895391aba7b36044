// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program in a member that the kernel's struct does not have.
#include "difftest.h"

struct bpf_dummy_ops {
	int (*not_in_the_kernel)(void);
};

LICENSE;

SEC("struct_ops")
int not_there(unsigned long long *ctx)
{
	return 0;
}

__failure
__convention("STO-03") __convention("STO-10")
SEC(".struct_ops")
struct bpf_dummy_ops ops = {
	.not_in_the_kernel = (void *)not_there,
};
