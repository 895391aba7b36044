// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map of a name that the kernel cuts is pinned already: the one that is reused keeps the object's name for it.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
	__type(key, __u32);
	__type(value, __u32);
} a_name_that_the_kernel_cuts SEC(".maps");

SEC("socket")
__success __retval(0)
__report("aquasecurity/libbpfgo#190")
__convention("PIN-02") __convention("MAP-22")
int prog(void *ctx)
{
	__u32 key = 1;

	check(!bpf_map_lookup_elem(&a_name_that_the_kernel_cuts, &key));
	return 0;
}
