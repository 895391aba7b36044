// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A section of data without a single named variable: what is in it has no place in BTF.
#include "difftest.h"

LICENSE;

struct triple {
	__u64 a, b, c;
};

static __noinline __u64 sum(struct triple *numbers)
{
	opaque(numbers);
	return numbers->a + numbers->b + numbers->c;
}

SEC("socket")
__success __retval(0)
__report("aya-rs/aya@69c838bb")
__convention("DAT-10") __convention("BTF-02")
int prog(void *ctx)
{
	struct triple numbers = { 1, 20, 300 };

	check_eq(sum(&numbers), 321);
	return 0;
}
