// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Members are matched by name: one in another place, and one that the kernel's struct does not have, which is fine as
// long as it is zero. The type's name may carry a flavor.
#include "difftest.h"

struct bpf_dummy_ops_state {
	int val;
};

struct bpf_dummy_ops___local {
	int (*not_in_the_kernel)(void);
	int (*test_2)(struct bpf_dummy_ops_state *state, int a1, unsigned short a2, char a3, unsigned long a4);
	int (*test_1)(struct bpf_dummy_ops_state *state);
};

LICENSE;

SEC("struct_ops")
__success
__convention("STO-03") __convention("STO-06") __convention("SEC-110")
int first(unsigned long long *ctx)
{
	return 0;
}

SEC("struct_ops/any_text")
__success
int second(unsigned long long *ctx)
{
	return 0;
}

SEC(".struct_ops")
struct bpf_dummy_ops___local dummy = {
	.test_1 = (void *)first,
	.test_2 = (void *)second,
};
