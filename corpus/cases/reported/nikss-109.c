// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Only ".maps" holds map definitions: a name with a rest is an unknown section, and a reference into it is refused.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} apart SEC(".maps.apart");

SEC("socket")
__failure
__report("NIKSS-vSwitch/nikss#109")
__convention("MAP-37") __convention("ELF-06")
int prog(void *ctx)
{
	__u32 key = 0;

	check(bpf_map_lookup_elem(&apart, &key));
	return 0;
}
