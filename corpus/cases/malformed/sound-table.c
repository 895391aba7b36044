// SPDX-License-Identifier: GPL-2.0-only OR MIT
// objcopy: --strip-debug

// One of the sound objects that the damaged ones are made of: a jump through a table in .jumptables.
#include "difftest.h"

LICENSE;

SEC("socket")
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
