// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A ring buffer of more than 2 GiB is not rounded up, since there is no larger power of two.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 0xc0000001);
} huge SEC(".maps");

SEC("socket")
__failure
__convention("MAP-19")
int prog(void *ctx)
{
	return 0;
}
