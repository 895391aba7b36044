// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Typedefs, const and volatile on the way to a field make no difference, and a struct without a tag is known by its
// typedef.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

typedef volatile int counter;
typedef counter counter_alias;

typedef struct {
	int inside;
} __attribute__((preserve_access_index)) part;

typedef struct {
	const part part;
	counter_alias value;
	counter_alias list[4];
} __attribute__((preserve_access_index)) through_typedef;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-19")
int prog(void *ctx)
{
	int memory[8];
	const through_typedef *relocated = (void *)memory;

	for (int i = 0; i < 8; i++)
		memory[i] = 20 + i;
	opaque(relocated);
	check_eq(bpf_core_type_exists(through_typedef), 1);
	check_eq(relocated->value, 21);
	check_eq(relocated->part.inside, 24);
	check_eq(relocated->list[1], 27);
	return 0;
}
