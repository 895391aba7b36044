// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An attach target that is longer than the name of any kernel function: refused when the object is loaded.
#include "difftest.h"

LICENSE;

SEC("lsm/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")
__failure
__convention("ATT-02")
int prog(void *ctx)
{
	return 0;
}
