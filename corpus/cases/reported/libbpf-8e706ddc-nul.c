// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A license with more than one NUL behind it.
#include "difftest.h"

char _license[] SEC("license") = "GPL\0\0";

SEC("socket")
__success __retval(0)
__report("libbpf/libbpf@8e706ddc")
__convention("LIC-01")
int prog(void *ctx)
{
	return bpf_ktime_get_ns() == 0;
}
