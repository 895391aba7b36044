// SPDX-License-Identifier: GPL-2.0-only OR MIT

// One program in the same member of two maps of one type.
#include "difftest.h"

struct bpf_dummy_ops_state {
	int val;
};

struct bpf_dummy_ops {
	int (*test_1)(struct bpf_dummy_ops_state *state);
};

LICENSE;

SEC("struct_ops")
__success
__convention("STO-04")
int both(unsigned long long *ctx)
{
	return 0;
}

SEC(".struct_ops")
struct bpf_dummy_ops first = {
	.test_1 = (void *)both,
};

SEC(".struct_ops.link")
struct bpf_dummy_ops second = {
	.test_1 = (void *)both,
};
