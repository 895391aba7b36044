// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An enumeration of one byte cannot hold an option, whatever its name.
#include "difftest.h"

enum small { SMALL } __attribute__((packed));

extern enum small CONFIG_SMALL __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-12")
int prog(void *ctx)
{
	return CONFIG_SMALL;
}
