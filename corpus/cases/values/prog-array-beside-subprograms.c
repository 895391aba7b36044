// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program array in an object whose first functions are subprograms.
#include "difftest.h"

int target(void *ctx);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__uint(key_size, 4);
	__array(values, int(void *));
} jumps SEC(".maps") = {
	.values = {(void *)target},
};

LICENSE;

__attribute__((noinline))
int add(int x)
{
	opaque(x);
	return x + 1;
}

SEC("socket")
__success __retval(0)
int target(void *ctx)
{
	return add(-1);
}

SEC("socket")
__success __retval(0)
__convention("MAP-13")
int prog(void *ctx)
{
	bpf_tail_call(ctx, &jumps, 0);
	return 1;
}
