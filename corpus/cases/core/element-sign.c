// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Sign and shifts are asked of fields alone: of an element of an array libbpf refuses them.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct arrays {
	int shorter[5];
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__failure
__convention("CORE-33")
int prog(void *ctx)
{
	struct arrays *relocated = 0;

	return __builtin_preserve_field_info(relocated->shorter[1], BPF_FIELD_SIGNED);
}
