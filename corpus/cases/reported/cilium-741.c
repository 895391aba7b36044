// SPDX-License-Identifier: GPL-2.0-only OR MIT
// cflags: -g0

// A text literal stands in a section of strings that can be merged; without BTF it is a map all the same.
#include "difftest.h"

LICENSE;

SEC("socket")
int prog(void *ctx)
{
	char found[4];

	found[0] = 'y';
	found[1] = 'e';
	found[2] = 's';
	found[3] = 0;
	check_eq(bpf_strncmp(found, sizeof(found), "yes"), 0);
	check(bpf_strncmp(found, sizeof(found), "yet"));
	return 0;
}
