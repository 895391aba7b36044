// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program for segment routing. Kernels have had no test run for it since 6.11: it is refused there, with ENOTSUPP.
#include "difftest.h"

LICENSE;

__u32 packets;

SEC("lwt_seg6local")
__success __retval(0)
__changes(".bss[packets] = 1")
__convention("SEC-064")
int prog(struct __sk_buff *ctx)
{
	packets++;
	return 0;
}
