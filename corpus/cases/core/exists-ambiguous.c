// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The field exists in both candidates of the target, but at different places: libbpf refuses to choose, even though both
// answer the question alike.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct ambiguous {
	int field;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__failure
__convention("CORE-15")
int exists(void *ctx)
{
	check(bpf_core_field_exists(struct ambiguous, field));
	return 0;
}
