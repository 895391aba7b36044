// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An option that is text, in a number.
#include "difftest.h"

extern int CONFIG_TEXT __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-07")
int prog(void *ctx)
{
	return CONFIG_TEXT;
}
