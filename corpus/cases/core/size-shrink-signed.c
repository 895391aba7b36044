// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A signed field that is wider in the program than in the target: a narrower load would lose the sign, so libbpf
// poisons the access and the kernel refuses the program.
#include "difftest.h"

struct shrunk {
	__s64 field;
} __attribute__((preserve_access_index));

// The target's layout, as in targets/size-shrink-signed.c.
struct target {
	__s32 field;
	__s32 neighbour;
};

LICENSE;

SEC("socket")
__failure
__convention("CORE-08")
int shrink(void *ctx)
{
	struct target memory = { .field = -7, .neighbour = 1 };
	struct shrunk *relocated = (void *)&memory;

	opaque(relocated);
	check_eq(relocated->field, -7);
	return 0;
}
