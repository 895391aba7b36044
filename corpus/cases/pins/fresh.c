// SPDX-License-Identifier: GPL-2.0-only OR MIT

// LIBBPF_PIN_BY_NAME: the map is made and pinned under its full name in the pin path.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
	__type(key, __u32);
	__type(value, __u32);
} pinned_under_a_long_name SEC(".maps");

SEC("socket")
__success __retval(0)
__convention("PIN-01")
int prog(void *ctx)
{
	__u32 key = 1;

	check(bpf_map_lookup_elem(&pinned_under_a_long_name, &key));
	return 0;
}
