// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A bit field that passes the end of its type in the target is read with the next larger load that holds it.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct bits {
	__u8 first : 2;
	__u8 second : 6;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-02") __convention("CORE-32")
int prog(void *ctx)
{
	__u64 memory = 0x2d << 5;
	struct bits *relocated = (void *)&memory;

	opaque(relocated);
	check_eq(BPF_CORE_READ_BITFIELD(relocated, second), 0x2d);
	check_eq(bpf_core_field_size(relocated->second), 2);
	return 0;
}
