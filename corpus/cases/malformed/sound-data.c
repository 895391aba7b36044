// SPDX-License-Identifier: GPL-2.0-only OR MIT
// objcopy: --strip-debug

// One of the sound objects that the damaged ones are made of: global variables of every kind: initialised, zero,
// constant, static, hidden, in sections of their own, and in an arena.
#include "difftest.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARENA);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
} arena SEC(".maps");

int __attribute__((address_space(1))) in_arena = 5;

int initialised = 1;
int zero;
const volatile int constant = 2;
static volatile int local = 3;
__hidden int concealed = 4;
int own SEC(".data.own") = 5;
const volatile char text[] SEC(".rodata.own") = "text";

LICENSE;

SEC("classifier")
int prog(struct __sk_buff *ctx)
{
	void *used = &arena;

	opaque(used);
	/* no checks: where a variable is moved, other values are as good */
	initialised = zero + constant + local + concealed + own + text[1] + in_arena;
	return 0;
}
