// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A member that the kernel's struct does not have, and that is not zero.
#include "difftest.h"

struct bpf_dummy_ops_state {
	int val;
};

struct bpf_dummy_ops___v2 {
	struct {
		long a, b;
	} struct_of_later;
	int (*test_1)(struct bpf_dummy_ops_state *state);
};

LICENSE;

SEC("struct_ops")
__failure
__report("libbpf/libbpf@a5459eac")
__convention("STO-03")
int implementation(__u64 *ctx)
{
	return 0;
}

SEC(".struct_ops.link")
struct bpf_dummy_ops___v2 dummy = {
	.struct_of_later = { .b = 1 },
	.test_1 = (void *)implementation,
};
