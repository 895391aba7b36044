// SPDX-License-Identifier: GPL-2.0-only OR MIT

// LINUX_HAS_BPF_COOKIE says whether the kernel has cookies, as found out by the loader.
#include "difftest.h"

extern _Bool LINUX_HAS_BPF_COOKIE __kconfig;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("KCF-02")
int cookie(void *ctx)
{
	/* every kernel since 5.15 */
	check_eq(LINUX_HAS_BPF_COOKIE, 1);
	return 0;
}
