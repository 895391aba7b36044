// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Data that no program refers to becomes a map all the same.
#include "difftest.h"

LICENSE;

volatile int visible_unused SEC(".data.visible") = 1;
__attribute__((used)) static volatile int local_unused SEC(".data.local") = 2;
volatile const int constant_unused = 3;

SEC("socket")
__success __retval(0)
__convention("DAT-06") __convention("PRG-22")
int prog(void *ctx)
{
	return 0;
}
