// SPDX-License-Identifier: GPL-2.0-only OR MIT
// cflags: -g0

// A symbol of the kernel in an object without BTF, which would say where it comes from: refused when the object is
// opened.
#include "difftest.h"

extern void bpf_prog_put __ksym;

LICENSE;

SEC("socket")
int prog(void *ctx)
{
	void *address = &bpf_prog_put;

	opaque(address);
	return address == 0;
}
