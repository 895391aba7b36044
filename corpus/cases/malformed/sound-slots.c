// SPDX-License-Identifier: GPL-2.0-only OR MIT
// objcopy: --strip-debug

// One of the sound objects that the damaged ones are made of: maps that hold maps and programs.
#include "difftest.h"

int target(void *ctx);

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
};

struct inner first SEC(".maps");
struct inner second SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
	__uint(max_entries, 2);
	__type(key, __u32);
	__array(values, struct inner);
} maps SEC(".maps") = {
	.values = {(void *)&first, (void *)&second},
};

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 2);
	__uint(key_size, 4);
	__array(values, int(void *));
} programs SEC(".maps") = {
	.values = {[1] = (void *)target},
};

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
	__uint(max_entries, 100);
	__uint(pinning, LIBBPF_PIN_NONE);
	__uint(value_size, 8);
	__ulong(map_extra, 3);
} bloom SEC(".maps");

LICENSE;

SEC("socket")
int target(void *ctx)
{
	return 0;
}

SEC("socket")
int prog(void *ctx)
{
	__u32 key = 0;

	if (bpf_map_lookup_elem(&maps, &key))
		bpf_tail_call(ctx, &programs, 1);
	return 0;
}
