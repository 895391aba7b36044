// SPDX-License-Identifier: GPL-2.0-only OR MIT

// struct_ops.s: a member whose program may sleep is loaded with BPF_F_SLEEPABLE.
#include "difftest.h"

struct bpf_dummy_ops_state {
	int val;
};

struct bpf_dummy_ops {
	int (*test_sleepable)(struct bpf_dummy_ops_state *state);
};

LICENSE;

SEC("struct_ops.s/test_sleepable")
__success
__convention("STO-08")
int prog(unsigned long long *ctx)
{
	return 0;
}

SEC(".struct_ops")
struct bpf_dummy_ops dummy = {
	.test_sleepable = (void *)prog,
};
