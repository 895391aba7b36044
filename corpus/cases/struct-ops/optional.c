// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A struct_ops map in "?.struct_ops" is not made by default, and its programs are not loaded with it.
#include "difftest.h"

struct bpf_dummy_ops_state {
	int val;
};

struct bpf_dummy_ops {
	int (*test_1)(struct bpf_dummy_ops_state *state);
};

LICENSE;

SEC("struct_ops/test_1")
int left_out(unsigned long long *ctx)
{
	return 0;
}

SEC("socket")
__success __retval(0)
__convention("STO-05") __convention("SEC-116") __convention("MAP-32")
int prog(void *ctx)
{
	return 0;
}

SEC("?.struct_ops")
struct bpf_dummy_ops dummy = {
	.test_1 = (void *)left_out,
};
