// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A typedef that stands for something of another kind in the target: field and enumerator are missing.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

typedef struct {
	int field;
} __attribute__((preserve_access_index)) was_struct;

typedef enum { VALUE } was_enum;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-17") __convention("CORE-19")
int prog(void *ctx)
{
	was_struct *relocated = 0;

	check_eq(bpf_core_field_exists(relocated->field), 0);
	check_eq(bpf_core_enum_value_exists(was_enum, VALUE), 0);
	return 0;
}
