// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A .bss of 160 000 bytes, most of which the object file does not hold.
#include "difftest.h"

LICENSE;

#define LENGTH 20000

__u64 large[LENGTH];

SEC("socket")
__success __retval(0)
__convention("DAT-09")
int prog(void *ctx)
{
	volatile __u64 *words = large;

	check_eq(words[0], 0);
	check_eq(words[LENGTH - 2], 0);
	words[LENGTH - 1] = 9;
	check_eq(words[LENGTH - 1], 9);
	return 0;
}
