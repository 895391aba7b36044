// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A name that several functions of the kernel have: libbpf does not choose.
#include "difftest.h"

extern const void init_once __ksym;

LICENSE;

SEC("socket")
__failure
__convention("KSY-06")
int prog(void *ctx)
{
	const void *address = &init_once;

	opaque(address);
	return address != 0;
}
