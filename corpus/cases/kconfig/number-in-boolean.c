// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An option that is a number, in a boolean.
#include "difftest.h"

extern _Bool CONFIG_NUMBER __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-07")
int prog(void *ctx)
{
	return CONFIG_NUMBER;
}
