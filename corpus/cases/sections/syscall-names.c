// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Names of probes on a system call, whose symbol depends on the architecture.
#include "difftest.h"

LICENSE;

SEC("ksyscall/getpid")
__success
__convention("SEC-019")
int ksyscall(void *ctx)
{
	return 0;
}

SEC("kretsyscall/getpid")
__success
__convention("SEC-020")
int kretsyscall(void *ctx)
{
	return 0;
}
