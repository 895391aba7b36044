// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A target with a dot in its name, as the compiler makes them, is looked up as it stands; no kernel has this one.
#include "difftest.h"

LICENSE;

SEC("fentry/no_such_function.isra.0")
__failure
__convention("ATT-10")
int prog(void *ctx)
{
	return 0;
}
