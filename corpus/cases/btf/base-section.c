// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A section .BTF.base, as modules have it, has no meaning for an object.
#include "difftest.h"

LICENSE;

char base[8] SEC(".BTF.base") = "base";

SEC("socket")
__success __retval(0)
__convention("BTF-10")
int prog(void *ctx)
{
	return 0;
}
