// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A function cannot be an option: refused when the object is opened.
#include "difftest.h"

extern int CONFIG_FUNCTION(void) __kconfig;

LICENSE;

SEC("classifier")
__failure
__convention("KCF-12")
int prog(void *ctx)
{
	return CONFIG_FUNCTION();
}
