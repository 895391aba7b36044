// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A pinned map of the same definition is used in place of a new one.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
	__type(key, __u32);
	__type(value, __u64);
} existing SEC(".maps");

SEC("socket")
__success __retval(0)
__convention("PIN-02")
int prog(void *ctx)
{
	__u32 key = 1;
	__u64 value = 2;

	check_eq(bpf_map_update_elem(&existing, &key, &value, 0), 0);
	return 0;
}
