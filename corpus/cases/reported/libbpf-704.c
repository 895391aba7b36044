// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Where fields stand that have no sign: pointers, structs and arrays. No compiler asks whether they have one; the object
// that the mutator makes of this one does, with the same answer: 0.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

union signless {
	int *pointer;
	struct {
		int a;
	} nested;
	int array[3];
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__success __retval(0)
__report("libbpf/libbpf#704")
__convention("CORE-02")
int prog(void *ctx)
{
	union signless *relocated = 0;

	check_eq(bpf_core_field_offset(relocated->pointer), 0);
	check_eq(bpf_core_field_offset(relocated->nested), 0);
	check_eq(bpf_core_field_offset(relocated->array), 0);
	return 0;
}
