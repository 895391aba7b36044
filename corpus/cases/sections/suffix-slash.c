// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A name that takes no extra part is refused when it has one.
#include "difftest.h"

LICENSE;

SEC("sockops/extra")
__failure
__convention("SEC-112")
int ops(struct bpf_sock_ops *ctx)
{
	return 1;
}
