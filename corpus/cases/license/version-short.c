// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A version section that is shorter than four bytes is refused when the object is opened.
#include "difftest.h"

LICENSE;

__u16 _version SEC("version") = 0x050a;

SEC("socket")
__failure
__convention("VER-01")
int prog(void *ctx)
{
	return 0;
}
