// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program at the exit of a function that the kernel has for tests sees arguments and result.
#include "difftest.h"

LICENSE;

__u64 sum, result;

SEC("fexit/bpf_fentry_test2")
__needs("prog_type tracing")
__changes(".bss[sum] = 5")
__changes(".bss[result] = 5")
__convention("SEC-041")
int prog(__u64 *ctx)
{
	sum = (int)ctx[0] + ctx[1];
	result = (int)ctx[2];
	return 0;
}
