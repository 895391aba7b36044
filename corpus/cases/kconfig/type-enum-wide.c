// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An enumeration of 64 bits cannot hold an option.
#include "difftest.h"

enum other { OTHER = 0x100000000 };

extern enum other CONFIG_OTHER __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-12")
int prog(void *ctx)
{
	return CONFIG_OTHER != OTHER;
}
