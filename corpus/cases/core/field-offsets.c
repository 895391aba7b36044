// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Fields that stand elsewhere in the target: loads of each width, stores of a register and of a constant, and addresses
// that are computed are all moved.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct moved {
	void *pointer;
	__u64 wide;
	__u32 word;
	__u16 half;
	__s16 signed_half;
	__u8 byte;
} __attribute__((preserve_access_index));

// The target's layout, as in targets/field-offsets.c.
struct target {
	__u64 new_first;
	__u8 byte;
	__u16 half;
	__u32 word;
	__u32 new_between;
	__u64 wide;
	void *pointer;
	__s8 tail[5];
	__s16 signed_half;
};

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-01") __convention("REL-08")
int prog(void *ctx)
{
	struct target memory = {};
	struct moved *relocated = (void *)&memory;
	__u32 *address;
	__u64 number = 77;

	memory.new_first = -1;
	memory.new_between = -1;
	memory.byte = 1;
	memory.half = 2;
	memory.word = 3;
	memory.wide = 4;
	memory.signed_half = -5;
	opaque(relocated);
	opaque(number);
	check_eq(relocated->byte, 1);
	check_eq(relocated->half, 2);
	check_eq(relocated->word, 3);
	check_eq(relocated->wide, 4);
	check_eq(relocated->signed_half, -5);
	check(!relocated->pointer);

	address = &relocated->word;
	opaque(address);
	check_eq(*address, 3);
	check_eq(bpf_core_field_offset(relocated->wide), __builtin_offsetof(struct target, wide));

	relocated->word = 33;
	relocated->wide = number;
	opaque(relocated);
	check_eq(relocated->word, 33);
	check_eq(relocated->wide, 77);
	return 0;
}
