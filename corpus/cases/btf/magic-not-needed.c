// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: write .BTF 0 0000

// BTF that is none, in an object that needs no BTF: loaded without.
#include "difftest.h"

LICENSE;

SEC("socket")
__success
__convention("BTF-07")
int prog(void *ctx)
{
	return 0;
}
