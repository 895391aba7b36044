// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A name that the kernel does not take in BTF: nothing in the object needs its BTF, and it is loaded without.
#include "difftest.h"

LICENSE;

volatile int oddly_named asm("odd@name") = 3;

SEC("socket")
__success __retval(0)
__report("libbpf/libbpf#372")
__convention("BTF-05")
int prog(void *ctx)
{
	check_eq(oddly_named, 3);
	return 0;
}
