// SPDX-License-Identifier: GPL-2.0-only OR MIT
// objcopy: --strip-debug

// One of the sound objects that the damaged ones are made of: struct_ops variables of two types, with functions,
// numbers and text.
#include "difftest.h"

struct bpf_dummy_ops_state {
	int val;
};

struct bpf_dummy_ops {
	int (*test_1)(struct bpf_dummy_ops_state *state);
	int (*test_2)(struct bpf_dummy_ops_state *state, int a1, unsigned short a2, char a3, unsigned long a4);
};

struct tcp_congestion_ops {
	char name[16];
	__u32 flags;
	__u32 (*ssthresh)(void *sk);
};

LICENSE;

SEC("struct_ops")
int test_1(__u64 *ctx)
{
	return 0;
}

SEC("struct_ops")
int test_2(__u64 *ctx)
{
	return 0;
}

SEC("struct_ops")
int ssthresh(__u64 *ctx)
{
	return 0;
}

SEC(".struct_ops")
struct bpf_dummy_ops dummy = {
	.test_1 = (void *)test_1,
	.test_2 = (void *)test_2,
};

SEC(".struct_ops.link")
struct tcp_congestion_ops congestion = {
	.name = "difftest",
	.flags = 2,
	.ssthresh = (void *)ssthresh,
};
