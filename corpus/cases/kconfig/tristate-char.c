// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An option that is y, n or m is that letter in a char.
#include "difftest.h"

extern char CONFIG_BPF_SYSCALL __kconfig;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("KCF-07")
int letter(void *ctx)
{
	check_eq(CONFIG_BPF_SYSCALL, 'y');
	return 0;
}
