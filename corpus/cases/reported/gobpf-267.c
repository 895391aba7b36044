// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A call of a function that nothing declares but C itself: what is called is nowhere.
#include "difftest.h"

LICENSE;

int bpf_of_no_header(int x);

SEC("socket")
__failure
__report("iovisor/gobpf#267")
__convention("REL-10")
int prog(void *ctx)
{
	return bpf_of_no_header(1);
}
