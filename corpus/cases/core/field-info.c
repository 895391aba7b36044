// SPDX-License-Identifier: GPL-2.0-only OR MIT

// What can be asked of a field: whether it exists, its size, its offset and its sign, all of the target.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct described {
	char name[16];
	__u32 was_unsigned;
	__s32 was_signed;
	__u32 gone;
	struct {
		__u64 a;
	} nested;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-02") __convention("CORE-11")
int prog(void *ctx)
{
	struct described *relocated = 0;

	check_eq(bpf_core_field_exists(relocated->name), 1);
	check_eq(bpf_core_field_exists(relocated->gone), 0);
	check_eq(bpf_core_field_exists(struct described, nested), 1);
	check_eq(bpf_core_field_size(relocated->name), 24);
	check_eq(bpf_core_field_size(relocated->was_unsigned), 2);
	check_eq(bpf_core_field_size(relocated->nested), 16);
	check_eq(bpf_core_field_offset(relocated->was_signed), 26);
	check_eq(__builtin_preserve_field_info(relocated->was_unsigned, BPF_FIELD_SIGNED), 1);
	check_eq(__builtin_preserve_field_info(relocated->was_signed, BPF_FIELD_SIGNED), 0);
	return 0;
}
