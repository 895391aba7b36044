// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A struct cannot hold an option: refused when the object is opened.
#include "difftest.h"

struct pair {
	int a;
};

extern struct pair CONFIG_PAIR __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-12")
int prog(void *ctx)
{
	return CONFIG_PAIR.a;
}
