// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: replace .BTF 2 9

// An access string that asks for an enumerator that the object's own enumeration has not.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

enum choice { NONE, SOME, ALL };

LICENSE;

SEC("socket")
__failure
__convention("CORE-28")
int prog(void *ctx)
{
	return bpf_core_enum_value(enum choice, ALL);
}
