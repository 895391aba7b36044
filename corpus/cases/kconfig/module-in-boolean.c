// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An option that is built as a module, in a boolean: refused when the object is loaded.
#include "difftest.h"

extern _Bool CONFIG_MODULE __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-07")
int prog(void *ctx)
{
	return CONFIG_MODULE;
}
