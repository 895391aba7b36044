// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The size of a ring buffer is rounded up to a power of two pages.
#include "difftest.h"

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 5000);
} ring SEC(".maps");

LICENSE;

SEC("socket")
__success __retval(0)
__convention("MAP-19")
int query(void *ctx)
{
	check_eq(bpf_ringbuf_query(&ring, BPF_RB_RING_SIZE), 8192);
	return 0;
}
