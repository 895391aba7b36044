// SPDX-License-Identifier: GPL-2.0-only OR MIT
// cflags: -fcommon

// An uninitialised variable under -fcommon is a symbol in no section: a reference to it is refused when the object is
// opened.
#include "difftest.h"

LICENSE;

int tentative;

SEC("socket")
__failure
__convention("ELF-11")
int prog(void *ctx)
{
	tentative = 1;
	return 0;
}
