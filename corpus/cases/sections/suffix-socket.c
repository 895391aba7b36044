// SPDX-License-Identifier: GPL-2.0-only OR MIT

// "socket" takes no extra part: "socket/1" went out with libbpf 1.0.
#include "difftest.h"

LICENSE;

SEC("socket/1")
__failure
__convention("SEC-112") __convention("SEC-121")
int filter(struct __sk_buff *ctx)
{
	return 0;
}
