// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map whose name is much longer than any kernel's limit.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} a_map_whose_name_has_far_more_than_the_sixty_four_characters_that_some_allow SEC(".maps");

SEC("socket")
__success __retval(0)
__report("microsoft/ebpf-for-windows#1312")
__convention("MAP-22")
int prog(void *ctx)
{
	__u32 key = 0;

	check(bpf_map_lookup_elem(&a_map_whose_name_has_far_more_than_the_sixty_four_characters_that_some_allow, &key));
	return 0;
}
