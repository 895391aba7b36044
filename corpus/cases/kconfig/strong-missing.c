// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An option that the kernel's configuration does not have and that is not weak: refused when the object is loaded.
#include "difftest.h"

extern int CONFIG_NO_SUCH_OPTION_IN_ANY_KERNEL __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-06")
int prog(void *ctx)
{
	return CONFIG_NO_SUCH_OPTION_IN_ANY_KERNEL;
}
