// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The version that means "any", for a program type whose version kernels before 5.0 checked.
#include "difftest.h"

LICENSE;

__u32 _version SEC("version") = 0xfffffffe;

SEC("kprobe")
__success
__convention("VER-03")
int prog(void *ctx)
{
	return 0;
}
