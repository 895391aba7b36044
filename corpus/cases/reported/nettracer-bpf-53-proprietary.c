// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A license that does not count as the GPL, and a program that does without what is kept for it.
#include "difftest.h"

char _license[] SEC("license") = "Proprietary";

SEC("socket")
__success __retval(0)
__report("dynatrace-oss/nettracer-bpf#53")
__convention("LIC-04")
int prog(struct __sk_buff *ctx)
{
	check(ctx->len);
	return 0;
}
