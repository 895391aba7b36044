// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A license that is not just "GPL", but counts as it.
#include "difftest.h"

char _license[] SEC("license") = "Dual MIT/GPL";

SEC("socket")
__success __retval(0)
__report("dynatrace-oss/nettracer-bpf#53")
__convention("LIC-04")
int prog(void *ctx)
{
	char text[] = "x";

	/* for programs under the GPL alone */
	bpf_trace_printk(text, sizeof(text));
	return 0;
}
