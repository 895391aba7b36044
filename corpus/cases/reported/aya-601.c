// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The same field in a program and in the callback that it hands to a helper: the same place in both.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct moved {
	__u32 word;
	__u64 wide;
} __attribute__((preserve_access_index));

LICENSE;

static long from_callback(__u32 index, __u32 *offset)
{
	struct moved *relocated = 0;

	*offset = bpf_core_field_offset(relocated->wide);
	return 0;
}

SEC("socket")
__success __retval(0)
__report("aya-rs/aya#601")
__convention("CORE-25") __convention("PRG-07")
int prog(void *ctx)
{
	struct moved *relocated = 0;
	__u32 offset = 0;

	check_eq(bpf_loop(1, from_callback, &offset, 0), 1);
	check_eq(offset, 24);
	check_eq(bpf_core_field_offset(relocated->wide), 24);
	return 0;
}
