// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map of that name is pinned already, but with another number of entries: libbpf refuses to reuse it.
#include "difftest.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
	__type(key, __u32);
	__type(value, __u32);
} shared SEC(".maps");

LICENSE;

SEC("socket")
__failure
__convention("PIN-03")
int fill(void *ctx)
{
	__u32 first = 1, second = 2, value = 0;

	check_eq(bpf_map_update_elem(&shared, &first, &value, BPF_ANY), 0);
	/* the map in the way has room for one */
	check_eq(bpf_map_update_elem(&shared, &second, &value, BPF_ANY), 0);
	return 0;
}
