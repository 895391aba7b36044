// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program that takes the address of a struct_ops map as if it were an ordinary one.
#include "difftest.h"

struct bpf_dummy_ops_state {
	int val;
};

struct bpf_dummy_ops {
	int (*test_1)(struct bpf_dummy_ops_state *state);
	int (*test_2)(struct bpf_dummy_ops_state *state, int a1, unsigned short a2, char a3, unsigned long a4);
};

LICENSE;

SEC("struct_ops")
int test_1(unsigned long long *ctx)
{
	return 0;
}

SEC(".struct_ops")
struct bpf_dummy_ops ops = {
	.test_1 = (void *)test_1,
};

SEC("socket")
__failure
__convention("STO-11")
int prog(void *ctx)
{
	return ops.test_1 != 0;
}
