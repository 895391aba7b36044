// SPDX-License-Identifier: GPL-2.0-only OR MIT

// BTF that the kernel does not take, and a map that is useless without it: the lock in its values is found by BTF alone.
#include "difftest.h"

LICENSE;

volatile int oddly_named asm("odd@name") = 3;

struct guarded {
	struct bpf_spin_lock lock;
	__u32 number;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct guarded);
} locked SEC(".maps");

SEC("classifier")
__failure
__report("libbpf/libbpf#372")
__convention("BTF-05") __convention("MAP-28")
int prog(struct __sk_buff *ctx)
{
	__u32 key = 0;
	struct guarded *value = bpf_map_lookup_elem(&locked, &key);

	check(value);
	bpf_spin_lock(&value->lock);
	value->number = oddly_named;
	bpf_spin_unlock(&value->lock);
	return 0;
}
