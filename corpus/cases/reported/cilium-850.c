// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The target has a function of the struct's name as well: only types of the right kind are candidates.
#include "difftest.h"

struct looked_up {
	int field;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#850")
__convention("CORE-17")
int prog(void *ctx)
{
	int memory[4] = {};
	struct looked_up *relocated = (void *)memory;

	memory[2] = 5;
	opaque(relocated);
	check_eq(relocated->field, 5);
	return 0;
}
