// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A version section of four bytes overrides the running kernel's version in what is sent.
#include "difftest.h"

LICENSE;

__u32 _version SEC("version") = 0x050a01;

SEC("socket")
__success __retval(0)
__convention("VER-02")
int prog(void *ctx)
{
	return 0;
}
