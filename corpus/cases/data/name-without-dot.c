// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Data sections are ".data" and ".data.*": ".datafoo" is neither, so the relocation to it is refused.
#include "difftest.h"

int value SEC(".datafoo") = 7;

LICENSE;

SEC("socket")
__failure
__convention("DAT-02")
int read(void *ctx)
{
	check_eq(*(volatile int *)&value, 7);
	return 0;
}
