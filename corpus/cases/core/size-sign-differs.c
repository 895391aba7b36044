// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A load of an unsigned field that is wider and signed in the target is poisoned as one of a signed field is.
#include "difftest.h"

struct shrink {
	__u32 field;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__failure
__convention("CORE-08")
int prog(void *ctx)
{
	__u64 memory = 0;
	struct shrink *relocated = (void *)&memory;

	opaque(relocated);
	return relocated->field != 0;
}
