// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program array with an address in another field than values.
#include "difftest.h"

LICENSE;

int called(void *ctx);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__uint(key_size, 4);
	__array(values, int(void *));
} odd SEC(".maps") = {
	.key_size = (void *)called,
};

SEC("socket")
int called(void *ctx)
{
	return 0;
}

SEC("socket")
__failure
__convention("MAP-13")
int prog(void *ctx)
{
	return 0;
}
