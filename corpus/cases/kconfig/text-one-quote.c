// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Text that is one quotation mark.
#include "difftest.h"

extern char CONFIG_TEXT[8] __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-11")
int prog(void *ctx)
{
	return CONFIG_TEXT[0];
}
