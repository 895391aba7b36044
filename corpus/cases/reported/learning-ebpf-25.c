// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Sections that name a kind of program and not what it attaches to: the type is clear, and what is missing is missed when
// it is attached.
#include "difftest.h"

LICENSE;

SEC("raw_tp")
__success
__report("lizrice/learning-ebpf#25")
__convention("SEC-110")
int raw(void *ctx)
{
	return 0;
}

SEC("raw_tracepoint")
__success
int raw_in_full(void *ctx)
{
	return 0;
}

SEC("tp")
__success
int static_point(void *ctx)
{
	return 0;
}

SEC("kprobe")
__success
int probe(void *ctx)
{
	return 0;
}
