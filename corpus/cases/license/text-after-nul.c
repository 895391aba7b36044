// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The license ends at the first NUL of its section, whatever follows.
#include "difftest.h"

char _license[] SEC("license") = "GPL\0and words behind it";

SEC("socket")
__success __retval(0)
__convention("LIC-05")
int prog(void *ctx)
{
	check(bpf_get_current_task());
	return 0;
}
