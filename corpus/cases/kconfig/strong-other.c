// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A variable that is named neither CONFIG_ nor LINUX_.
#include "difftest.h"

extern int SOMETHING_ELSE __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-03")
int prog(void *ctx)
{
	return SOMETHING_ELSE;
}
