// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Text of the configuration for an array of yes or no: only an array of char takes it.
#include "difftest.h"

extern _Bool CONFIG_CC_VERSION_TEXT[64] __kconfig;

LICENSE;

SEC("socket")
__failure
__report("cilium/ebpf@0d98757c")
__convention("KCF-07")
int prog(void *ctx)
{
	return CONFIG_CC_VERSION_TEXT[0];
}
