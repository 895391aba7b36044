// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: symbol dummy st_value=0xfffffffffffffff0

// A struct_ops variable whose symbol stands just below where numbers end.
#include "difftest.h"

struct bpf_dummy_ops_state {
	int val;
};

struct bpf_dummy_ops {
	int (*test_1)(struct bpf_dummy_ops_state *state);
};

LICENSE;

SEC("struct_ops/test_1")
__failure
__report("cilium/ebpf#2024")
__convention("STO-02") __convention("ELF-04")
int test_1(__u64 *ctx)
{
	return 0;
}

SEC(".struct_ops.link")
struct bpf_dummy_ops dummy = {
	.test_1 = (void *)test_1,
};
