// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An arena with variables in it, and many maps: the arena's place among the maps changes while they are collected.
#include "difftest.h"

#define __arena __attribute__((address_space(1)))

struct array_of_one {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
};

#define maps_of(x)                               \
	struct array_of_one map_##x##0 SEC(".maps"); \
	struct array_of_one map_##x##1 SEC(".maps"); \
	struct array_of_one map_##x##2 SEC(".maps"); \
	struct array_of_one map_##x##3 SEC(".maps"); \
	struct array_of_one map_##x##4 SEC(".maps");

maps_of(a) maps_of(b) maps_of(c)

struct {
	__uint(type, BPF_MAP_TYPE_ARENA);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 4);
	__ulong(map_extra, 1ull << 44);
} arena SEC(".maps");

maps_of(d) maps_of(e) maps_of(f) maps_of(g)

int __arena first_in_arena = 5;
int __arena second_in_arena = 6;
volatile int elsewhere = 7;

LICENSE;

SEC("classifier")
__success __retval(0)
__report("libbpf/libbpf@fb66fb49")
__convention("DAT-16") __convention("MAP-29")
int prog(void *ctx)
{
	__u32 key = 0;
	void *used = &arena;

	opaque(used);
	check(bpf_map_lookup_elem(&map_a0, &key));
	check(bpf_map_lookup_elem(&map_g4, &key));
	check_eq(second_in_arena, 6);
	check_eq(first_in_arena, 5);
	check_eq(elsewhere, 7);
	first_in_arena = 5;
	return 0;
}
