// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A pointer cannot hold an option.
#include "difftest.h"

extern char *CONFIG_TEXT __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-12")
int prog(void *ctx)
{
	return CONFIG_TEXT != 0;
}
