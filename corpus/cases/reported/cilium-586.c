// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A relocated access in a function that the program calls, to a field that the target has elsewhere.
#include "difftest.h"

struct moved {
	__u32 word;
	__u64 wide;
} __attribute__((preserve_access_index));

// The target's layout, as in targets/field-offsets.c.
struct target {
	__u64 new_first;
	__u8 byte;
	__u16 half;
	__u32 word;
	__u32 new_between;
	__u64 wide;
};

LICENSE;

static __noinline __u64 wide_of(struct moved *relocated)
{
	opaque(relocated);
	return relocated->wide;
}

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#586")
__convention("CORE-25")
int prog(void *ctx)
{
	struct target memory = {};

	memory.wide = 0x123456789;
	check_eq(wide_of((void *)&memory), 0x123456789);
	return 0;
}
