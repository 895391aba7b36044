// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A spin lock in a map's value: the kernel finds it through the value's BTF type, which therefore has to be sent.
#include "difftest.h"

LICENSE;

struct guarded {
	int before;
	struct bpf_spin_lock lock;
	int count;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, struct guarded);
} locked SEC(".maps");

SEC("xdp")
__success __retval(0)
__convention("MAP-28")
int prog(struct xdp_md *ctx)
{
	struct guarded initial = {};
	struct guarded *value;
	__u32 key = 5;
	int count;

	initial.before = 3;
	check_eq(bpf_map_update_elem(&locked, &key, &initial, 0), 0);
	value = bpf_map_lookup_elem(&locked, &key);
	check(value);
	bpf_spin_lock(&value->lock);
	value->count += 2;
	count = value->count;
	bpf_spin_unlock(&value->lock);
	check_eq(count, 2);
	check_eq(value->before, 3);
	return 0;
}
