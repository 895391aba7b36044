// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A number that does not fit its variable is refused when the object is loaded.
#include "difftest.h"

extern __u8 CONFIG_NUMBER __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-07")
int prog(void *ctx)
{
	return CONFIG_NUMBER;
}
