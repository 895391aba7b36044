// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Where a type's name is cut: before the last three underscores that have other characters on both sides, and not at all
// where there are four, or where nothing follows.
#include "difftest.h"

struct trailing___ {
	int field;
} __attribute__((preserve_access_index));

struct four____more {
	int field;
} __attribute__((preserve_access_index));

struct deep___inner___v2 {
	int field;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__success __retval(0)
__report("code:flavour-split")
__convention("CORE-16b")
int prog(void *ctx)
{
	int memory[8] = {};
	struct trailing___ *trailing = (void *)memory;
	struct four____more *four = (void *)memory;
	struct deep___inner___v2 *deep = (void *)memory;

	memory[1] = 1;
	memory[2] = 2;
	memory[3] = 3;
	opaque(trailing);
	opaque(four);
	opaque(deep);
	check_eq(trailing->field, 1);
	check_eq(four->field, 2);
	check_eq(deep->field, 3);
	return 0;
}
