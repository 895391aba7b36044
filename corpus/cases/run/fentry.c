// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program at the entry of the functions that the kernel has for tests. Kernels without dynamic tracing refuse it.
#include "difftest.h"

LICENSE;

__u64 argument;

SEC("fentry/bpf_fentry_test1")
__needs("prog_type tracing")
__changes(".bss[argument] = 1")
__convention("SEC-039")
int prog(__u64 *ctx)
{
	argument = (int)ctx[0];
	return 0;
}
