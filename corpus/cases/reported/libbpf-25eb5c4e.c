// SPDX-License-Identifier: GPL-2.0-only OR MIT
// cflags: -g0

// BTF.ext whose records do not stand where four bytes begin: it is left out.
#include "difftest.h"

LICENSE;

asm(".section .BTF,\"\",@progbits\n"
    ".short 0xeb9f\n"             /* magic */
    ".byte 1, 0\n"                /* version, flags */
    ".long 24\n"                  /* length of the header */
    ".long 0, 16, 16, 5\n"        /* types, strings: offset, length */
    ".long 1, 0x01000000, 4, 32\n" /* int, of 4 bytes */
    ".asciz \"\", \"int\"\n"
    ".section .BTF.ext,\"\",@progbits\n"
    ".short 0xeb9f\n"
    ".byte 1, 0\n"
    ".long 32\n"
    ".long 2, 4, 6, 4\n" /* func_info, line_info: offset, length */
    ".long 10, 4\n"      /* CO-RE relocations: offset, length */
    ".byte 0, 0\n"
    ".long 8, 16, 16\n" /* sizes of their records */
    ".text\n");

SEC("socket")
int prog(void *ctx)
{
	return 0;
}
