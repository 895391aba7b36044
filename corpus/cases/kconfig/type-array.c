// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An array of anything but characters cannot hold an option.
#include "difftest.h"

extern int CONFIG_NUMBERS[3] __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-12")
int prog(void *ctx)
{
	return CONFIG_NUMBERS[0];
}
