// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A line of the text that gives an option no value is refused, whichever option it is.
#include "difftest.h"

extern int CONFIG_NUMBER __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-11")
int prog(void *ctx)
{
	return CONFIG_NUMBER;
}
