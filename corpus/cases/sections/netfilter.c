// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A netfilter hook; 1 is NF_ACCEPT.
#include "difftest.h"

LICENSE;

SEC("netfilter")
__success __retval(1)
__convention("SEC-105")
int accept(void *ctx)
{
	return 1;
}
