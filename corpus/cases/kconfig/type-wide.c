// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An integer of 16 bytes cannot hold an option.
#include "difftest.h"

extern __int128 CONFIG_WIDE __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-12")
int prog(void *ctx)
{
	return (int)CONFIG_WIDE;
}
