// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An option that is a number, in text.
#include "difftest.h"

extern char CONFIG_NUMBER[4] __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-07")
int prog(void *ctx)
{
	return CONFIG_NUMBER[0];
}
