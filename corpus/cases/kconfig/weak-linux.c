// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A weak LINUX_ value that the loader does not know is 0.
#include "difftest.h"

extern int LINUX_DIFFTEST_NOT_THERE __kconfig __weak;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("KCF-03")
int option(void *ctx)
{
	check_eq(LINUX_DIFFTEST_NOT_THERE, 0);
	return 0;
}
