// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: replace .BTF 0 1

// A relocation about a whole type with an access string that is not "0".
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct whole {
	int a;
};

LICENSE;

SEC("socket")
__failure
__convention("CORE-28")
int prog(void *ctx)
{
	return bpf_core_type_exists(struct whole);
}
