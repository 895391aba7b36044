// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A member that is a bit field: refused when the object is loaded.
#include "difftest.h"

struct tcp_congestion_ops {
	__u32 flags : 3;
};

LICENSE;

__failure
__convention("STO-03")
SEC(".struct_ops")
struct tcp_congestion_ops ops = {
	.flags = 1,
};
