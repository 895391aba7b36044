// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An object that has only subprograms: it loads, with no program.
#include "difftest.h"

LICENSE;

__success
__convention("ELF-10")
int nobody_calls_this(int x)
{
	return x + 1;
}
