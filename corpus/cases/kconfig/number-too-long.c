// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A number of more than 64 bits is refused.
#include "difftest.h"

extern __u64 CONFIG_NUMBER __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-11")
int prog(void *ctx)
{
	return CONFIG_NUMBER != 0;
}
