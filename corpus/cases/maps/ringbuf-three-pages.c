// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A ring buffer of three pages is rounded up to four: pages have to be a power of two.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 12288);
} pages SEC(".maps");

SEC("classifier")
__success __retval(0)
__convention("MAP-19")
int prog(struct __sk_buff *ctx)
{
	__u64 size = bpf_ringbuf_query(&pages, BPF_RB_RING_SIZE);

	check_eq(size, 16384);
	return 0;
}
