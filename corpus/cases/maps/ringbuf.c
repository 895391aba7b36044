// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A RINGBUF whose size is a power of two and whole pages stays as it is.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 65536);
} ring SEC(".maps");

SEC("socket")
__success __retval(0)
__convention("MAP-19")
int prog(void *ctx)
{
	check_eq(bpf_ringbuf_query(&ring, BPF_RB_RING_SIZE), 65536);
	return 0;
}
