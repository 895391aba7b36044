// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A name with three underscores twice is cut at the last: part___whole___v1 is not part, so that the field is missing
// and the verifier refuses the program.
#include "difftest.h"

struct part___whole___v1 {
	int field;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__failure
__convention("CORE-16b")
int prog(void *ctx)
{
	int memory[4] = {};
	struct part___whole___v1 *relocated = (void *)memory;

	memory[1] = 2;
	memory[2] = 3;
	opaque(relocated);
	check_eq(relocated->field, 2);
	return 0;
}
