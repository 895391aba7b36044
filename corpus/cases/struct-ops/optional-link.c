// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map in "?.struct_ops.link" is not made by default, and its program is not loaded.
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
int left_out(unsigned long long *ctx)
{
	return 0;
}

SEC("socket")
__success __retval(0)
__convention("STO-05") __convention("STO-02")
int prog(void *ctx)
{
	return 0;
}

SEC("?.struct_ops.link")
struct bpf_dummy_ops ops = {
	.test_1 = (void *)left_out,
};
