// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The size of a user ring buffer is rounded up to a power of two pages, as that of a ring buffer is.
#include "difftest.h"

struct {
	__uint(type, BPF_MAP_TYPE_USER_RINGBUF);
	__uint(max_entries, 5000);
} ring SEC(".maps");

LICENSE;

static long count(struct bpf_dynptr *dynptr, void *ctx)
{
	return 0;
}

SEC("socket")
__success __retval(0)
__convention("MAP-20")
int drain(void *ctx)
{
	/* nothing has been written */
	check_eq(bpf_user_ringbuf_drain(&ring, count, NULL, 0), 0);
	return 0;
}
