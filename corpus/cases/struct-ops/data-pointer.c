// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A member that is a pointer to data and names a program.
#include "difftest.h"

struct tcp_congestion_ops {
	void *owner;
};

LICENSE;

SEC("struct_ops")
int owner(unsigned long long *ctx)
{
	return 0;
}

__failure
__convention("STO-10")
SEC(".struct_ops")
struct tcp_congestion_ops ops = {
	.owner = (void *)owner,
};
