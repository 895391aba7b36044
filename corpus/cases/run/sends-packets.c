// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program that sends a copy of the packet out of a network device: the loopback device, which is always the first.
#include "difftest.h"

LICENSE;

__u64 sent;

SEC("tc")
__success __retval(0)
__changes(".bss[sent] = 1")
__convention("SEC-027")
int prog(struct __sk_buff *ctx)
{
	check_eq(bpf_clone_redirect(ctx, 1, 0), 0);
	sent++;
	return 0;
}
