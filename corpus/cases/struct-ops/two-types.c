// SPDX-License-Identifier: GPL-2.0-only OR MIT

// One program in maps of two types: refused when the object is loaded.
#include "difftest.h"

struct bpf_dummy_ops_state {
	int val;
};

struct bpf_dummy_ops {
	int (*test_1)(struct bpf_dummy_ops_state *state);
	int (*test_2)(struct bpf_dummy_ops_state *state, int a1, unsigned short a2, char a3, unsigned long a4);
};

struct tcp_congestion_ops {
	__u32 (*ssthresh)(void *sk);
};

LICENSE;

SEC("struct_ops")
int both(unsigned long long *ctx)
{
	return 0;
}

__failure
__convention("STO-04")
SEC(".struct_ops")
struct bpf_dummy_ops first = {
	.test_1 = (void *)both,
};

SEC(".struct_ops")
struct tcp_congestion_ops second = {
	.ssthresh = (void *)both,
};
