// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A variable named LINUX_ that libbpf does not know and that is not weak.
#include "difftest.h"

extern int LINUX_SOMETHING_ELSE __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-03")
int prog(void *ctx)
{
	return LINUX_SOMETHING_ELSE;
}
