// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A weak option that the kernel's configuration does not name is 0.
#include "difftest.h"

extern int CONFIG_DIFFTEST_NOT_THERE __kconfig __weak;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("KCF-05")
int option(void *ctx)
{
	check_eq(CONFIG_DIFFTEST_NOT_THERE, 0);
	return 0;
}
