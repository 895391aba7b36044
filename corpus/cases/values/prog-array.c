// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The slots that a program array names in its definition are filled before the program runs.
#include "difftest.h"

int callee(void *ctx);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 3);
	__uint(key_size, sizeof(__u32));
	__array(values, int(void *));
} table SEC(".maps") = {
	.values = { [1] = (void *)&callee },
};

LICENSE;

SEC("socket")
__success __retval(0)
__convention("MAP-13")
int callee(void *ctx)
{
	return 0;
}

SEC("socket")
__success __retval(0)
__convention("MAP-13")
int caller(void *ctx)
{
	bpf_tail_call(ctx, &table, 1);
	/* the slot was empty */
	return __LINE__;
}
