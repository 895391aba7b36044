// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An option whose value is y or m, in a number: refused when the object is loaded.
#include "difftest.h"

extern int CONFIG_BPF_SYSCALL __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-07")
int prog(void *ctx)
{
	return CONFIG_BPF_SYSCALL;
}
