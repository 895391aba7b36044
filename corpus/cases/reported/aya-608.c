// SPDX-License-Identifier: GPL-2.0-only OR MIT
// cflags: -g0

// BTF without types or strings, and BTF.ext with the shorter header that it had before CO-RE: both say nothing, and
// neither is a fault. Their bytes are written out here.
#include "difftest.h"

LICENSE;

asm(".section .BTF,\"\",@progbits\n"
    ".short 0xeb9f\n"    /* magic */
    ".byte 1, 0\n"       /* version, flags */
    ".long 24\n"         /* length of the header */
    ".long 0, 0, 0, 1\n" /* types, strings: offset, length */
    ".byte 0\n"          /* the empty string */
    ".section .BTF.ext,\"\",@progbits\n"
    ".short 0xeb9f\n"
    ".byte 1, 0\n"
    ".long 24\n"
    ".long 0, 4, 4, 4\n" /* func_info, line_info: offset, length */
    ".long 8, 16\n"      /* sizes of their records */
    ".text\n");

SEC("socket")
int prog(void *ctx)
{
	return 0;
}
