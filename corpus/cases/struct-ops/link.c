// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A struct_ops map in ".struct_ops.link" is made with BPF_F_LINK, to be registered through a link later.
#include "difftest.h"

struct bpf_dummy_ops_state {
	int val;
};

struct bpf_dummy_ops {
	int (*test_1)(struct bpf_dummy_ops_state *state);
};

LICENSE;

SEC("struct_ops/test_1")
__success
__convention("STO-02")
int test_1(unsigned long long *ctx)
{
	return 0;
}

SEC(".struct_ops.link")
struct bpf_dummy_ops dummy = {
	.test_1 = (void *)test_1,
};
