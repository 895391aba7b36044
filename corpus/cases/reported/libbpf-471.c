// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Section names as older loaders knew them, with a word behind the type's name: only the exact name is a type.
#include "difftest.h"

LICENSE;

SEC("tc_ingress")
__failure
__report("libbpf/libbpf#471")
__convention("SEC-113") __convention("SEC-121")
int underscore(struct __sk_buff *ctx)
{
	return 0;
}

SEC("tc/prog_a")
__failure
__convention("SEC-112")
int slash(struct __sk_buff *ctx)
{
	return 0;
}
