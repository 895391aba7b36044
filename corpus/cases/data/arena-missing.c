// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Variables of an arena in an object that declares no arena.
#include "difftest.h"

int __attribute__((address_space(1))) in_arena = 5;

LICENSE;

SEC("socket")
__failure
__convention("DAT-16")
int prog(void *ctx)
{
	return in_arena;
}
