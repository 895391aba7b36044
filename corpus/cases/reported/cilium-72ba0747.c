// SPDX-License-Identifier: GPL-2.0-only OR MIT

// What follows the slash in a section of struct_ops is a word for people, and not what the program attaches to.
#include "difftest.h"

struct bpf_dummy_ops_state {
	int val;
};

struct bpf_dummy_ops {
	int (*test_1)(struct bpf_dummy_ops_state *state);
};

LICENSE;

SEC("struct_ops/no_member_of_this_name")
__success
__report("cilium/ebpf@72ba0747")
__convention("SEC-110") __convention("STO-02")
int implementation(__u64 *ctx)
{
	return 0;
}

SEC(".struct_ops.link")
struct bpf_dummy_ops dummy = {
	.test_1 = (void *)implementation,
};
