// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program that closes descriptors of the process that runs it.
#include "difftest.h"

LICENSE;

__u64 closed;

SEC("syscall")
__success __retval(0)
__changes(".bss[closed] = 1")
__convention("SEC-053")
int prog(void *ctx)
{
	for (int fd = 0; fd < 64; fd++)
		bpf_sys_close(fd);
	closed++;
	return 0;
}
