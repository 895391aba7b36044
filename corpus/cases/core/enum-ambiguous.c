// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An enumerator that has different values in two flavours of its enumeration: libbpf does not choose.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

enum ambiguous { VALUE };

LICENSE;

SEC("socket")
__failure
__convention("CORE-15")
int prog(void *ctx)
{
	return bpf_core_enum_value(enum ambiguous, VALUE);
}
