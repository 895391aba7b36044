// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A relocation against a section that is not data: refused when the object is opened.
#include "difftest.h"

LICENSE;

volatile int elsewhere SEC("something_else") = 1;

SEC("socket")
__failure
__convention("ELF-06")
int prog(void *ctx)
{
	return elsewhere;
}
