// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: section socket sh_flags=0x806

// Instructions that are said to be compressed, and are not.
#include "difftest.h"

LICENSE;

SEC("socket")
__success __retval(0)
__report("cilium/ebpf@d529950b")
__convention("ELF-15") __convention("ELF-04")
int prog(struct __sk_buff *ctx)
{
	check(ctx->len);
	return 0;
}
