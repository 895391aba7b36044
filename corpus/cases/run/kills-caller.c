// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program that kills the process that runs it, after it has counted.
#include "difftest.h"

LICENSE;

__u64 calls;

SEC("raw_tp/sys_enter")
__success __run("died")
__changes(".bss[calls] = 1")
__convention("SEC-039")
int prog(void *ctx)
{
	calls++;
	bpf_send_signal(9);
	return 0;
}
