// SPDX-License-Identifier: GPL-2.0-only OR MIT
// cflags: -g0

// BTF with a longer header, as kernels after this one write it, and something in what is new of it. Its length is in the
// header; what the kernel does not know it refuses, and nothing here needs it.
#include "difftest.h"

LICENSE;

asm(".section .BTF,\"\",@progbits\n"
    ".short 0xeb9f\n"             /* magic */
    ".byte 1, 0\n"                /* version, flags */
    ".long 32\n"                  /* length of the header */
    ".long 0, 16, 16, 5\n"        /* types, strings: offset, length */
    ".long 24, 4\n"               /* what is new: offset, length */
    ".long 1, 0x01000000, 4, 32\n" /* int, of 4 bytes */
    ".asciz \"\", \"int\"\n"
    ".byte 0, 0, 0\n"
    ".long 1\n"
    ".text\n");

SEC("socket")
int prog(void *ctx)
{
	return 0;
}
