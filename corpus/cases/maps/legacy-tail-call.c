// SPDX-License-Identifier: GPL-2.0-only OR MIT

// iproute2 puts a program in section ID/KEY into slot KEY of the program array with this ID. libbpf knows no such name.
#include "difftest.h"

LICENSE;

SEC("classifier")
int entry(void *ctx)
{
	return 0;
}

SEC("1/0")
__failure
__convention("LEG-04")
int tail(void *ctx)
{
	return 0;
}
