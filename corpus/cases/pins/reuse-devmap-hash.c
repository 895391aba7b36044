// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A pinned DEVMAP_HASH to which the kernel has added a flag that nobody asked for is compatible all the same.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_DEVMAP_HASH);
	__uint(max_entries, 4);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
	__uint(key_size, 4);
	__uint(value_size, 4);
} shared SEC(".maps");

SEC("xdp")
__success __retval(0)
__convention("PIN-08") __convention("MAP-33")
int prog(struct xdp_md *ctx)
{
	__u32 key = 0;

	check(!bpf_map_lookup_elem(&shared, &key));
	return 0;
}
