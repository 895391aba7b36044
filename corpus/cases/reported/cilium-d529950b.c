// SPDX-License-Identifier: GPL-2.0-only OR MIT
// objcopy: --compress-debug-sections=zlib

// Sections for a debugger, compressed: nothing that a loader reads.
#include "difftest.h"

LICENSE;

SEC("socket")
__success __retval(0)
__report("cilium/ebpf@d529950b")
__convention("ELF-15")
int prog(void *ctx)
{
	return 0;
}
