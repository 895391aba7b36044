// SPDX-License-Identifier: GPL-2.0-only OR MIT

// "classifier" takes no extra part.
#include "difftest.h"

LICENSE;

SEC("classifier/foo")
__failure
__convention("SEC-112")
int classify(struct __sk_buff *ctx)
{
	return 0;
}
