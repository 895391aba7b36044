// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A text that is longer than its variable is cut so that it still ends with a NUL. The compiler that built the kernel
// is named with more than seven letters.
#include "difftest.h"

extern char CONFIG_CC_VERSION_TEXT[8] __kconfig;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("KCF-07")
int prog(void *ctx)
{
	check(CONFIG_CC_VERSION_TEXT[6]);
	check_eq(CONFIG_CC_VERSION_TEXT[7], 0);
	return 0;
}
