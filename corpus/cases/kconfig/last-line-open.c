// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The last line of the text needs no end of line. The first value of an option counts.
#include "difftest.h"

extern int CONFIG_NUMBER __kconfig;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("KCF-08")
int prog(void *ctx)
{
	check_eq(CONFIG_NUMBER, 1);
	return 0;
}
