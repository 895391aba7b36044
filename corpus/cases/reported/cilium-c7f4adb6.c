// SPDX-License-Identifier: GPL-2.0-only OR MIT
// big-endian

// Bit fields of a program for the other byte order: no loader may move its shifts to this kernel's layout.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct bits {
	__u32 narrow : 3;
	__s32 negative : 5;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__failure
__report("cilium/ebpf@c7f4adb6")
__convention("ELF-02") __convention("CORE-02")
int prog(void *ctx)
{
	struct bits memory = {};
	struct bits *relocated = &memory;

	opaque(relocated);
	check_eq(BPF_CORE_READ_BITFIELD(relocated, narrow), 0);
	check_eq(BPF_CORE_READ_BITFIELD(relocated, negative), 0);
	return 0;
}
