// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An enumeration other than libbpf_tristate cannot hold an option.
#include "difftest.h"

enum other { OTHER };

extern enum other CONFIG_OTHER __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-12")
int prog(void *ctx)
{
	return CONFIG_OTHER;
}
