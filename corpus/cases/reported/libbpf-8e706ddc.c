// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A license that fills its section, without a NUL at the end.
#include "difftest.h"

char _license[3] SEC("license") = "GPL";

SEC("socket")
__success __retval(0)
__report("libbpf/libbpf@8e706ddc")
__convention("LIC-02")
int prog(void *ctx)
{
	return bpf_ktime_get_ns() == 0;
}
