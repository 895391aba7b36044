// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A version section that is longer than four bytes is refused when the object is opened.
#include "difftest.h"

LICENSE;

__u64 _version SEC("version") = 0x050a01;

SEC("socket")
__failure
__convention("VER-01")
int prog(void *ctx)
{
	return 0;
}
