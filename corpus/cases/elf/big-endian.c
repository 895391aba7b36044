// SPDX-License-Identifier: GPL-2.0-only OR MIT
// big-endian

// An object in the other byte order can be opened, not loaded.
#include "difftest.h"

LICENSE;

SEC("socket")
__failure
__convention("ELF-02") __convention("BTF-08")
int prog(void *ctx)
{
	return 0;
}
