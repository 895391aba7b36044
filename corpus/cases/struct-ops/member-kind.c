// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A member of another kind than the kernel's.
#include "difftest.h"

struct tcp_congestion_ops {
	void *flags;
};

LICENSE;

__failure
__convention("STO-03")
SEC(".struct_ops")
struct tcp_congestion_ops ops;
