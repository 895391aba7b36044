// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A symbol without a type is looked up by name alone and gives its address.
#include "difftest.h"

extern const void bpf_prog_put __ksym;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("KSY-01")
int address(void *ctx)
{
	const void *symbol = &bpf_prog_put;

	opaque(symbol);
	check(symbol);
	return 0;
}
