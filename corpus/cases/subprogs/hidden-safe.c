// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A hidden subprogram that the verifier could also check on its own: its instructions are the same for everybody, only
// its BTF tells whether it counts as static.
#include "difftest.h"

LICENSE;

__hidden __noinline int is_hidden(int x)
{
	opaque(x);
	return x + 3;
}

SEC("socket")
__success __retval(0)
__convention("PRG-08")
int prog(void *ctx)
{
	check_eq(is_hidden(40), 43);
	return 0;
}
