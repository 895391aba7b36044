// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A point in the name of a map, from the object and from a section: the kernel takes it, so that it stays.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} pointed asm("with.point") SEC(".maps");

volatile const int setting SEC(".rodata.setting") = 3;

SEC("socket")
__success __retval(0)
__report("cilium/ebpf@9c66e913")
__convention("DAT-03") __convention("MAP-22")
int prog(void *ctx)
{
	__u32 key = 0;

	check(bpf_map_lookup_elem(&pointed, &key));
	check_eq(setting, 3);
	return 0;
}
