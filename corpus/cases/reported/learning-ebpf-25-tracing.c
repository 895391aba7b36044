// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Where the target is known by its BTF id, a section that does not name one is refused at load.
#include "difftest.h"

LICENSE;

SEC("fentry")
__failure
__report("lizrice/learning-ebpf#25")
__convention("SEC-110") __convention("ATT-03")
int entry(void *ctx)
{
	return 0;
}

SEC("lsm")
__failure
int hook(void *ctx)
{
	return 0;
}
