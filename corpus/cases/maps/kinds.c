// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The plain map types, with sizes, flags and types as given.
#include "difftest.h"

LICENSE;

struct address {
	__u32 prefix_length;
	__u8 bytes[4];
};

#define KEYED(map_type, entries, flags, key_type, name) \
	struct {                                        \
		__uint(type, map_type);                 \
		__uint(max_entries, entries);           \
		__uint(map_flags, flags);               \
		__type(key, key_type);                  \
		__type(value, __u64);                   \
	} name SEC(".maps")

KEYED(BPF_MAP_TYPE_HASH, 7, BPF_F_NO_PREALLOC, __u16, hash);
KEYED(BPF_MAP_TYPE_ARRAY, 6, BPF_F_MMAPABLE, __u32, array);
KEYED(BPF_MAP_TYPE_PERCPU_HASH, 5, 0, __u64, percpu_hash);
KEYED(BPF_MAP_TYPE_PERCPU_ARRAY, 4, 0, __u32, percpu_array);
KEYED(BPF_MAP_TYPE_LRU_HASH, 64, 0, __u32, lru_hash);
KEYED(BPF_MAP_TYPE_LRU_PERCPU_HASH, 64, 0, __u32, lru_percpu_hash);
KEYED(BPF_MAP_TYPE_LPM_TRIE, 3, BPF_F_NO_PREALLOC, struct address, trie);

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 2);
	__type(value, __u64);
} queue SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_STACK);
	__uint(max_entries, 2);
	__uint(value_size, 12);
} stack SEC(".maps");

SEC("socket")
__success __retval(0)
__convention("MAP-01") __convention("MAP-02") __convention("REL-01")
int prog(void *ctx)
{
	struct address all = {};
	__u16 short_key = 300;
	__u64 value = 9, got = 0;
	__u64 *found;

	check_eq(bpf_map_update_elem(&hash, &short_key, &value, 0), 0);
	found = bpf_map_lookup_elem(&hash, &short_key);
	check(found);
	check_eq(*found, 9);
	check_eq(bpf_map_update_elem(&trie, &all, &value, 0), 0);
	found = bpf_map_lookup_elem(&trie, &all);
	check(found);
	check_eq(*found, 9);
	check_eq(bpf_map_push_elem(&queue, &value, 0), 0);
	check_eq(bpf_map_pop_elem(&queue, &got), 0);
	check_eq(got, 9);
	return 0;
}
