// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map of that name is pinned already, with values of another size: libbpf refuses to use it.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
	__type(key, __u32);
	__type(value, __u64[4]);
} shared SEC(".maps");

SEC("socket")
__failure
__report("aya-rs/aya#837")
__convention("PIN-03")
int prog(void *ctx)
{
	__u32 key = 0;
	__u64 *value = bpf_map_lookup_elem(&shared, &key);

	check(value);
	check_eq(value[3], 0);
	return 0;
}
