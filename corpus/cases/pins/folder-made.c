// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A folder that is missing is made.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
	__type(key, __u32);
	__type(value, __u32);
} shared SEC(".maps");

SEC("socket")
__success __retval(0)
__convention("PIN-09")
int prog(void *ctx)
{
	__u32 key = 1;

	check(!bpf_map_lookup_elem(&shared, &key));
	return 0;
}
