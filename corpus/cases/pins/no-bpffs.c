// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A pin path that is on no BPF file system is refused.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
	__type(key, __u32);
	__type(value, __u32);
} counts SEC(".maps");

SEC("socket")
__failure
__convention("PIN-06")
int prog(void *ctx)
{
	__u32 key = 0;

	check(bpf_map_lookup_elem(&counts, &key));
	return 0;
}
