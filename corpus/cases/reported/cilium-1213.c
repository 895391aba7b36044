// SPDX-License-Identifier: GPL-2.0-only OR MIT
// mcpu: v4

// Instructions of the fourth instruction set, some of them relocated: loads that keep a sign, stores of a constant, swaps
// of bytes and divisions with a sign.
#include "difftest.h"

struct moved {
	short signed_half;
	__u32 word;
	__u64 wide;
} __attribute__((preserve_access_index));

// The target's layout, as in targets/field-offsets.c.
struct target {
	__u64 new_first;
	__u8 byte;
	__u16 half;
	__u32 word;
	__u32 new_between;
	__u64 wide;
	void *pointer;
	signed char tail[5];
	short signed_half;
};

LICENSE;

volatile __s64 dividend = -100;
volatile __s32 small = -7;

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#1213")
__convention("PRG-20") __convention("CORE-01")
int prog(void *ctx)
{
	struct target memory = {};
	struct moved *relocated = (void *)&memory;

	memory.signed_half = -300;
	opaque(relocated);
	check_eq((__s64)relocated->signed_half, -300);
	relocated->word = 77;
	relocated->wide = 88;
	opaque(relocated);
	check_eq(memory.word, 77);
	check_eq(memory.wide, 88);
	check_eq(__builtin_bswap32(memory.word), 77 << 24);
	check_eq(dividend / 7, -14);
	check_eq(dividend % 7, -2);
	check_eq((__s64)small, -7);
	return 0;
}
