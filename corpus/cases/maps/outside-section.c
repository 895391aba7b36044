// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map definition that does not stand in .maps is plain data: the verifier refuses it where a map is expected.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} counts;

SEC("socket")
__failure
__convention("MAP-35")
int prog(void *ctx)
{
	__u32 key = 0;

	check(bpf_map_lookup_elem(&counts, &key));
	return 0;
}
