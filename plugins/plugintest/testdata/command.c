// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An object that every command line must load: ip and xdp-loader take the one section, tc the other.

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

static __attribute__((always_inline)) int count(int verdict)
{
	int key = 0;
	long *hit = bpf_map_lookup_elem(&hits, &key);

	if (hit)
		__sync_fetch_and_add(hit, 1);
	return verdict;
}

SEC("xdp")
int pass(void *ctx)
{
	return count(XDP_PASS);
}

SEC("tc")
int go_on(void *ctx)
{
	return count(0);
}

char _license[] SEC("license") = "Dual MIT/GPL";
