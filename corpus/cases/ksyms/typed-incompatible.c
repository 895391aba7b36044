// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A variable that is of another kind in the kernel: refused when the object is loaded.
#include "difftest.h"

extern const int runqueues __ksym;

LICENSE;

SEC("classifier")
__failure
__convention("KSY-04")
int prog(void *ctx)
{
	return bpf_this_cpu_ptr(&runqueues) != 0;
}
