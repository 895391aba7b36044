// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An operation of the kernel's dummy struct, which is there to be tested: it changes the state that it is given.
#include "difftest.h"

LICENSE;

struct bpf_dummy_ops_state {
	int val;
};

struct bpf_dummy_ops {
	int (*test_1)(struct bpf_dummy_ops_state *state);
	int (*test_2)(struct bpf_dummy_ops_state *state, int a1, unsigned short a2, char a3, unsigned long a4);
};

__u64 calls, sum;

SEC("struct_ops")
__success __retval(0)
__changes(".bss[calls] = 1")
__convention("SEC-110")
int one(__u64 *ctx)
{
	struct bpf_dummy_ops_state *state = (void *)ctx[0];

	calls++;
	check(state);
	check_eq(state->val, 42);
	state->val = 43;
	return 0;
}

SEC("struct_ops")
__success
__changes("state-and-four: .bss[sum] = 10")
int two(__u64 *ctx)
{
	sum = (int)ctx[1] + (unsigned short)ctx[2] + (char)ctx[3] + ctx[4];
	return ctx[0] ? 0 : __LINE__;
}

SEC(".struct_ops")
struct bpf_dummy_ops dummy = {
	.test_1 = (void *)one,
	.test_2 = (void *)two,
};
