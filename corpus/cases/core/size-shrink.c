// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An unsigned field that is wider in the program than in the target: libbpf narrows the load to the target's width, so
// that the field's value is read and its neighbour is not.
#include "difftest.h"

struct shrunk {
	__u64 field;
} __attribute__((preserve_access_index));

// The target's layout, as in targets/size-shrink.c.
struct target {
	__u32 field;
	__u32 neighbour;
};

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-07")
int shrink(void *ctx)
{
	struct target memory = { .field = 7, .neighbour = 1 };
	struct shrunk *relocated = (void *)&memory;

	opaque(relocated);
	check_eq(relocated->field, 7);
	return 0;
}
