// SPDX-License-Identifier: GPL-2.0-only OR MIT
// objcopy: --remove-section=.BTF

// An object with .BTF.ext and no .BTF: the one is of no use without the other, and is left out.
#include "difftest.h"

LICENSE;

SEC("socket")
__success __retval(0)
__convention("BTF-01")
int prog(void *ctx)
{
	return 0;
}
