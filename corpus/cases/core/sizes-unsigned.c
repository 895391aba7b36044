// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Loads and stores of unsigned fields take the target's size, whichever it is.
#include "difftest.h"

struct sizes {
	__u8 byte;
	__u16 half;
	__u32 word;
	__u64 wide;
} __attribute__((preserve_access_index));

// The target's layout, as in targets/sizes-unsigned.c.
struct target {
	__u64 byte;
	__u8 half;
	__u16 word;
	__u32 wide;
};

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-07")
int load(void *ctx)
{
	struct target memory = {.byte = 0xfa, .half = 0xfb, .word = 0xfffc, .wide = 0xfffffffd};
	struct sizes *relocated = (void *)&memory;

	opaque(relocated);
	check_eq(relocated->byte, 0xfa);
	check_eq(relocated->half, 0xfb);
	check_eq(relocated->word, 0xfffc);
	check_eq(relocated->wide, 0xfffffffd);
	return 0;
}

SEC("socket")
__success __retval(0)
__convention("CORE-07")
int store(void *ctx)
{
	struct target memory = {~0ULL, 0xff, 0xffff, 0xffffffff};
	struct sizes *relocated = (void *)&memory;

	opaque(relocated);
	relocated->byte = 1;
	relocated->half = 2;
	relocated->word = 3;
	relocated->wide = 4;
	barrier_var(relocated);
	check_eq(memory.byte, 1);
	check_eq(memory.half, 2);
	check_eq(memory.word, 3);
	check_eq(memory.wide, 4);
	return 0;
}
