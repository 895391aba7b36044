// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Ring buffers of sizes that the kernel does not take: libbpf rounds them up to a power of two pages.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 5000);
} above_a_page SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1);
} below_a_page SEC(".maps");

SEC("socket")
__success __retval(0)
__report("libbpf/libbpf@b3197662")
__convention("MAP-19")
int prog(void *ctx)
{
	check_eq(bpf_ringbuf_query(&above_a_page, BPF_RB_RING_SIZE), 8192);
	check_eq(bpf_ringbuf_query(&below_a_page, BPF_RB_RING_SIZE), 4096);
	return 0;
}
