// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A bit field that no load of 64 bits holds is refused.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct bits {
	__u64 first : 4;
	__u64 second : 60;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__failure
__convention("CORE-32")
int prog(void *ctx)
{
	__u64 memory[2] = {};
	struct bits *relocated = (void *)memory;

	opaque(relocated);
	return BPF_CORE_READ_BITFIELD(relocated, second) != 0;
}
