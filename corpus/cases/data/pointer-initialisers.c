// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A pointer that is initialised with an address keeps what the object file holds in its place: the relocation of the
// data section is ignored. For a variable with a symbol of its own that is 0, for a static one its offset.
#include "difftest.h"

LICENSE;

volatile int with_symbol = 5;
static volatile int before = 6, without_symbol = 7;
volatile int *volatile to_symbol = &with_symbol;
volatile int *volatile to_static = &without_symbol;

SEC("socket")
__success __retval(0)
__convention("DAT-08") __convention("ELF-08")
int prog(void *ctx)
{
	check_eq(with_symbol, 5);
	check_eq(before, 6);
	check_eq(without_symbol, 7);
	check_eq((__u64)to_symbol, 0);
	check((__u64)to_static < 64);
	return 0;
}
