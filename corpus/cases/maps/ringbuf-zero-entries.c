// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A RINGBUF without max_entries: nothing to round up, refused.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
} ring SEC(".maps");

SEC("socket")
__failure
__convention("MAP-19")
int prog(void *ctx)
{
	return bpf_ringbuf_query(&ring, BPF_RB_RING_SIZE);
}
