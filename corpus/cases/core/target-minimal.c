// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A target of nothing but the type that the program asks for, and its members': what is cut out of a kernel's BTF for
// kernels that have none.
#include "difftest.h"

struct pair {
	int second;
} __attribute__((preserve_access_index));

struct target {
	int first;
	int second;
};

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-26")
int prog(void *ctx)
{
	struct target memory = { .first = 1, .second = 2 };
	struct pair *relocated = (void *)&memory;

	opaque(relocated);
	check_eq(relocated->second, 2);
	return 0;
}
