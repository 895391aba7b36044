// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Members that the kernel's struct does not have, a number and a struct: as long as they are zero they are left out. The
// struct's name has an ending that says so.
#include "difftest.h"

struct bpf_dummy_ops_state {
	int val;
};

struct bpf_dummy_ops___v2 {
	int number_of_later;
	struct {
		long a, b;
	} struct_of_later;
	int (*test_1)(struct bpf_dummy_ops_state *state);
};

LICENSE;

SEC("struct_ops")
__success
__report("libbpf/libbpf@a5459eac")
__convention("STO-03") __convention("STO-06")
int implementation(__u64 *ctx)
{
	return 0;
}

SEC(".struct_ops.link")
struct bpf_dummy_ops___v2 dummy = {
	.test_1 = (void *)implementation,
};
