// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A member that names a program of another type: refused when the object is opened.
#include "difftest.h"

struct bpf_dummy_ops_state {
	int val;
};

struct bpf_dummy_ops {
	int (*test_1)(struct bpf_dummy_ops_state *state);
	int (*test_2)(struct bpf_dummy_ops_state *state, int a1, unsigned short a2, char a3, unsigned long a4);
};

LICENSE;

SEC("socket")
int prog(void *ctx)
{
	return 0;
}

__failure
__convention("STO-10")
SEC(".struct_ops")
struct bpf_dummy_ops ops = {
	.test_1 = (void *)prog,
};
