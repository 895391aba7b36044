// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A subprogram that three programs share, with relocations of each kind in it: a map, data, CO-RE and a call. The copy
// that each program gets is relocated.
#include "difftest.h"

struct moved {
	__u32 word;
	__u64 wide;
} __attribute__((preserve_access_index));

// The target's layout, as in targets/field-offsets.c.
struct target {
	__u64 new_first;
	__u8 byte;
	__u16 half;
	__u32 word;
	__u32 new_between;
	__u64 wide;
};

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u64);
} sums SEC(".maps");

static volatile int bias = 1000;

static __noinline __u64 wide_of(struct moved *relocated)
{
	opaque(relocated);
	return relocated->wide + bias;
}

static __noinline int keep_sum(struct moved *relocated)
{
	__u32 key = 1;
	__u64 *sum = bpf_map_lookup_elem(&sums, &key);

	check(sum);
	*sum = relocated->word + wide_of(relocated);
	return 0;
}

static __always_inline int run(__u32 word)
{
	struct target memory = {};
	__u32 key = 1;
	__u64 *sum;

	memory.word = word;
	memory.wide = 20;
	check_eq(keep_sum((void *)&memory), 0);
	check_eq(wide_of((void *)&memory), 1020);
	sum = bpf_map_lookup_elem(&sums, &key);
	check(sum);
	check_eq(*sum, word + 1020);
	return 0;
}

SEC("socket")
__success __retval(0)
__convention("CORE-25") __convention("PRG-10")
int first(void *ctx)
{
	return run(1);
}

SEC("socket")
__success __retval(0)
int second(void *ctx)
{
	return run(2);
}

SEC("xdp")
__success __retval(0)
int third(void *ctx)
{
	return run(3);
}
