// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Members that are numbers and text are copied to where the kernel has them.
#include "difftest.h"

struct tcp_congestion_ops {
	char name[16];
	__u32 flags;
	__u32 (*ssthresh)(void *sk);
};

LICENSE;

SEC("struct_ops")
int ssthresh(unsigned long long *ctx)
{
	return 0;
}

__success
__convention("STO-01") __convention("STO-03")
SEC(".struct_ops")
struct tcp_congestion_ops ops = {
	.name = "difftest",
	.flags = 2,
	.ssthresh = (void *)ssthresh,
};
