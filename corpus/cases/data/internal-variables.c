// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Variables of visibility internal do not make a map one that processes map, as hidden ones do not.
#include "difftest.h"

__attribute__((visibility("internal"))) int internal = 5;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("DAT-05")
int prog(void *ctx)
{
	check_eq(internal, 5);
	internal = 5;
	return 0;
}
