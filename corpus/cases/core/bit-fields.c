// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Bit fields are read through five relocations: offset and size of the load, two shifts, and the sign.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct bits {
	__u32 narrow : 3;
	__s32 negative : 5;
	__u32 high : 24;
	__s32 whole : 9;
} __attribute__((preserve_access_index));

// The target's layout, as in targets/bit-fields.c.
struct target {
	__u64 pad : 13;
	__u64 narrow : 7;
	__s64 negative : 11;
	__u64 high : 20;
	__s32 whole;
};

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-02")
int prog(void *ctx)
{
	struct target memory = {};
	struct bits *relocated = (void *)&memory;

	memory.pad = 0x1fff;
	memory.narrow = 100;
	memory.negative = -1000;
	memory.high = 0xabcde;
	memory.whole = -70000;
	opaque(relocated);
	check_eq(BPF_CORE_READ_BITFIELD(relocated, narrow), 100);
	check_eq((__s64)BPF_CORE_READ_BITFIELD(relocated, negative), -1000);
	check_eq(BPF_CORE_READ_BITFIELD(relocated, high), 0xabcde);
	check_eq((__s64)BPF_CORE_READ_BITFIELD(relocated, whole), -70000);
	return 0;
}
