// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Bit fields with and without a sign, and the signs of numbers and enums, which are each their own and not their struct's.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

enum never_negative {
	ZERO,
};

enum maybe_negative {
	BELOW = -1,
};

struct signs {
	unsigned int bits : 7;
	signed int signed_bits : 9;
	enum never_negative choice;
	enum maybe_negative signed_choice;
	unsigned int number;
	int signed_number;
} __attribute__((preserve_access_index));

// The target's layout, as in targets/signs.c.
struct target {
	__s8 pad;
	__u32 bits : 3;
	__s32 signed_bits : 5;
};

LICENSE;

#define signed_in_target(field) __builtin_preserve_field_info(relocated->field, BPF_FIELD_SIGNED)

SEC("socket")
#if __clang_major__ >= 15
__success __retval(0)
__convention("CORE-02")
#else /* an enum has a sign in instructions, and none in BTF */
__failure
__convention("CORE-20")
#endif
__report("cilium/ebpf#1086")
int prog(void *ctx)
{
	struct target memory[2] = {};
	struct signs *relocated = (void *)memory;

	memory[0].pad = -1;
	memory[0].bits = 5;
	memory[0].signed_bits = -11;
	opaque(relocated);
	check_eq(BPF_CORE_READ_BITFIELD(relocated, bits), 5);
	check_eq((__s64)BPF_CORE_READ_BITFIELD(relocated, signed_bits), -11);
	check_eq(signed_in_target(choice), 0);
	check_eq(signed_in_target(signed_choice), 1);
	check_eq(signed_in_target(number), 0);
	check_eq(signed_in_target(signed_number), 1);
	return 0;
}
