// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An iterator's target names the function bpf_iter_<target>, whose BTF id is sent.
#include "difftest.h"

LICENSE;

SEC("iter/bpf_map")
__success
__convention("ATT-01") __convention("ATT-08")
int over_maps(void *ctx)
{
	return 0;
}

SEC("iter.s/task")
__success
int over_tasks(void *ctx)
{
	return 0;
}

SEC("tp_btf/sys_enter")
__success
int on_sys_enter(void *ctx)
{
	return 0;
}
