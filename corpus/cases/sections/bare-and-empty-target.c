// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A section name that may name a target does not have to: without it, and with nothing after the slash, the program
// loads and only cannot be attached by its section.
#include "difftest.h"

LICENSE;

SEC("kprobe")
__success
__convention("SEC-110")
int kprobe_bare(void *ctx)
{
	return 0;
}

SEC("kprobe/")
__success
__convention("SEC-111")
int kprobe_empty(void *ctx)
{
	return 0;
}

SEC("tracepoint")
__success
int tracepoint_bare(void *ctx)
{
	return 0;
}

SEC("raw_tp/")
__success
int raw_tp_empty(void *ctx)
{
	return 0;
}
