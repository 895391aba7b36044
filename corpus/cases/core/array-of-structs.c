// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An element of an array of structs that is larger in the target, read by a load that is relocated up to the element
// and no further: neither the element's size nor the load's is right, and libbpf poisons it.
#include "difftest.h"

struct element {
	int value;
};

struct arrays {
	struct element elements[4];
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__failure
__convention("CORE-18") __convention("CORE-20")
int prog(void *ctx)
{
	int memory[20];
	struct arrays *relocated = (void *)memory;

	for (int i = 0; i < 20; i++)
		memory[i] = i;
	opaque(relocated);
	check_eq(relocated->elements[1].value, 7);
	return 0;
}
