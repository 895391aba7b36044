// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A section name that libbpf knows since 1.8 only. To libbpf 1.7 it is unknown, and the object is refused.
#include "difftest.h"

LICENSE;

SEC("raw_tp.s/sys_enter")
__failure
__convention("SEC-122") __convention("SEC-114")
int prog(void *ctx)
{
	return 0;
}
