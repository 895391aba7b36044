// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Values whose type has an enumerator of 64 bits: a kernel that knows them is given them as they are.
#include "difftest.h"

LICENSE;

enum wide {
	BEYOND = 0x100000000ULL,
};

struct chosen {
	enum wide choice;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct chosen);
} choices SEC(".maps");

SEC("socket")
__success __retval(0)
__report("cilium/ebpf@8fada76f")
__convention("BTF-02")
int prog(void *ctx)
{
	__u32 key = 0;
	struct chosen *chosen = bpf_map_lookup_elem(&choices, &key);

	check(chosen);
	chosen->choice = BEYOND;
	check_eq(chosen->choice, 0x100000000ULL);
	return 0;
}
