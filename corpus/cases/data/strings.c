// SPDX-License-Identifier: GPL-2.0-only OR MIT

// String literals and constant aggregates stand in sections that the compiler names: .rodata.str1.1, .rodata.cst16.
#include "difftest.h"

LICENSE;

SEC("socket")
__success __retval(0)
__convention("DAT-10") __convention("REL-04")
int prog(void *ctx)
{
	const char *one = "the first text", *two = "the second text";

	opaque(one);
	opaque(two);
	check_eq(bpf_strncmp(one, 15, "the first text"), 0);
	check_eq(bpf_strncmp(two, 16, "the second text"), 0);
	check(bpf_strncmp(one, 15, "the second text") != 0);
	return 0;
}
