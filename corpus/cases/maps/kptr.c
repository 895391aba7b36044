// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Pointers to kernel objects in a map's value: the kernel finds them through type tags in the value's BTF type.
#include "difftest.h"

struct task_struct {
	int pid;
} __attribute__((preserve_access_index));

LICENSE;

struct keeper {
	__u64 count;
	struct task_struct __kptr *owned;
	struct task_struct __kptr_untrusted *seen;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct keeper);
} keepers SEC(".maps");

SEC("xdp")
__success __retval(0)
__convention("MAP-28") __convention("BTF-06")
int prog(struct xdp_md *ctx)
{
	struct keeper *value;
	__u32 key = 0;

	value = bpf_map_lookup_elem(&keepers, &key);
	check(value);
	check(!value->owned);
	check(!value->seen);
	value->count = 1;
	return 0;
}
