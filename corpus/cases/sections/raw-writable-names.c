// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Names of raw tracepoints whose program may write to its context.
#include "difftest.h"

LICENSE;

SEC("raw_tracepoint.w/x")
__success
__convention("SEC-036")
int raw_tracepoint_w(void *ctx)
{
	return 0;
}

SEC("raw_tp.w/x")
__success
__convention("SEC-037")
int raw_tp_w(void *ctx)
{
	return 0;
}
