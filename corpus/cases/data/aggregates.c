// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Initialised structs, unions, arrays of arrays and bit fields: the initial bytes arrive as the compiler laid them out.
#include "difftest.h"

LICENSE;

struct inner {
	__u16 a : 3;
	__u16 b : 9;
	union {
		__u32 word;
		__u8 bytes[4];
	};
};

volatile struct {
	struct inner grid[2][3];
	char name[8];
	__s64 negative;
} everything = {
	.grid = { [1] = { [2] = { .a = 5, .b = 300, .word = 0x01020304 } } },
	.name = "name",
	.negative = -2,
};

SEC("socket")
__success __retval(0)
__convention("DAT-01") __convention("DAT-07")
int prog(void *ctx)
{
	check_eq(everything.grid[0][0].word, 0);
	check_eq(everything.grid[1][2].a, 5);
	check_eq(everything.grid[1][2].b, 300);
	check_eq(everything.grid[1][2].bytes[1], 3);
	check_eq(everything.name[3], 'e');
	check_eq(everything.name[4], 0);
	check_eq(everything.negative, -2);
	return 0;
}
