// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The address of a label within .text, which is a symbol without a type.
#include "difftest.h"

LICENSE;

static __noinline int labelled(int x)
{
	asm volatile(".globl label_within\n" "label_within:\n" "%0 += 1" : "+r"(x));
	return x;
}

SEC("socket")
__failure
__report("code:reloc-todo-panic")
__convention("REL-07") __convention("REL-10")
int prog(void *ctx)
{
	void *label;

	check_eq(labelled(1), 2);
	asm volatile("%0 = label_within ll" : "=r"(label));
	opaque(label);
	return 0;
}
