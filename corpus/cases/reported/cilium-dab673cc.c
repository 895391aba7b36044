// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A call of a helper whose number no kernel has: it is the verifier that refuses it.
#include "difftest.h"

LICENSE;

SEC("socket")
__failure
__report("cilium/ebpf@dab673cc")
__convention("PRG-20")
int prog(void *ctx)
{
	__u64 result;

	asm volatile(
		".byte 0x85, 0, 0, 0\n"
		".long 0xffffffff\n" /* call -1 */
		"%[result] = r0\n"
		: [result] "=r"(result) : : "r0", "r1", "r2", "r3", "r4", "r5");
	return result;
}
