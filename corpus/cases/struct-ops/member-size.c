// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A member of another size than the kernel's.
#include "difftest.h"

struct tcp_congestion_ops {
	__u64 flags;
};

LICENSE;

__failure
__convention("STO-03")
SEC(".struct_ops")
struct tcp_congestion_ops ops = {
	.flags = 1,
};
