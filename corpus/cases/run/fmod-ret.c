// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program that may answer in the place of a function that the kernel has for tests; 0 lets the function run.
#include "difftest.h"

LICENSE;

__u64 calls;

SEC("fmod_ret/bpf_modify_return_test")
__needs("prog_type tracing")
__changes(".bss[calls] = 1")
__convention("SEC-040")
int prog(__u64 *ctx)
{
	calls++;
	return 0;
}
