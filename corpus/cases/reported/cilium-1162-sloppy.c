// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Names that only start like a known one: no type, whether or not the known name takes a rest.
#include "difftest.h"

LICENSE;

SEC("tpfoo")
__failure
__report("cilium/ebpf#1162")
__convention("SEC-113")
int after_a_name_with_a_rest(void *ctx)
{
	return 0;
}

SEC("cgroup/skbfoo")
__failure
int after_an_exact_name(struct __sk_buff *ctx)
{
	return 1;
}
