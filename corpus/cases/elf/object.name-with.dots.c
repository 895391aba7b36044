// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The object's name, from which the names of its data maps begin, ends at the first dot of the file's; - becomes _.
#include "difftest.h"

LICENSE;

int value = 1;

SEC("socket")
__success __retval(0)
__convention("ELF-12")
__convention("DAT-03")
int prog(void *ctx)
{
	check_eq(value, 1);
	return 0;
}
