// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A dual license that the kernel counts as GPL gives access to GPL-only helpers.
#include "difftest.h"

char _license[] SEC("license") = "Dual BSD/GPL";

SEC("socket")
__success __retval(0)
__convention("LIC-04")
int prog(void *ctx)
{
	check(bpf_get_current_task());
	return 0;
}
