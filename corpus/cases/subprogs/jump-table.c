// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A jump through a table in .jumptables, as compilers write it for a switch: each table becomes a frozen map of
// instructions, which only the newest kernels know.
#include "difftest.h"

LICENSE;

SEC("socket")
__convention("PRG-19") __convention("REL-09")
__attribute__((naked))
int prog(void *ctx)
{
	asm volatile("r1 = table ll;"
		     "r1 = *(u64 *)(r1 + 8);"
		     ".8byte 0x000000000000010d;" /* gotox r1 */
		     "zero:"
		     "r0 = 1;"
		     "exit;"
		     "one:"
		     "r0 = 0;"
		     "exit;"
		     ".pushsection .jumptables,\"\",@progbits;"
		     ".globl table;"
		     ".type table,@object;"
		     "table:"
		     ".8byte zero - prog;"
		     ".8byte one - prog;"
		     ".size table, . - table;"
		     ".popsection");
}
