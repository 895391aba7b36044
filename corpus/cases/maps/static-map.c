// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map's variable must be visible outside its file.
#include "difftest.h"

static struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u32);
} hidden SEC(".maps");

LICENSE;

SEC("socket")
__failure
__convention("MAP-21")
int use(void *ctx)
{
	__u32 key = 1;

	return bpf_map_lookup_elem(&hidden, &key) != 0;
}
