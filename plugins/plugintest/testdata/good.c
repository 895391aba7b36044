// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An object that every loader must load: two programs, a map and a global variable. It includes nothing, so that it
// can be built anywhere: go generate ./plugins/plugintest

#define SEC(name) __attribute__((section(name), used))
#define BPF_MAP_TYPE_ARRAY 2
#define XDP_PASS 2

static void *(*const bpf_map_lookup_elem)(void *map, const void *key) = (void *)1;

struct {
	int (*type)[BPF_MAP_TYPE_ARRAY];
	int (*max_entries)[1];
	int *key;
	long *value;
} hits SEC(".maps");

int limit = 3;

SEC("xdp")
int pass(void *ctx)
{
	int key = 0;
	long *hit = bpf_map_lookup_elem(&hits, &key);

	if (hit)
		*hit += 1;
	return XDP_PASS;
}

SEC("socket")
int cut(void *ctx)
{
	return limit;
}

char _license[] SEC("license") = "Dual MIT/GPL";
