// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A struct_ops program that no struct_ops map refers to has no hook: refused before any system call.
#include "difftest.h"

LICENSE;

SEC("struct_ops/test_1")
__failure
__convention("STO-04")
int prog(unsigned long long *ctx)
{
	return 0;
}
