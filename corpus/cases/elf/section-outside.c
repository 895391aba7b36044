// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: section license sh_offset=1000000

// A section that is not in the file is refused when the object is opened.
#include "difftest.h"

LICENSE;

SEC("socket")
__failure
__convention("ELF-04")
int prog(void *ctx)
{
	return 0;
}
