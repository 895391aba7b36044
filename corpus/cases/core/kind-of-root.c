// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A struct is not looked for among unions: where the target has a union by its name, its fields do not exist.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct was_struct {
	int field;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-17")
int prog(void *ctx)
{
	struct was_struct *relocated = 0;

	check_eq(bpf_core_field_exists(relocated->field), 0);
	check_eq(bpf_core_type_exists(struct was_struct), 0);
	return 0;
}
