// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A netfilter hook answers 0 or 1 alone, 1 being NF_ACCEPT. Where it stands it reads from the kernel's own struct.
#include "difftest.h"

LICENSE;

struct nf_hook_state {
	__u8 hook;
	__u8 pf;
} __attribute__((preserve_access_index));

struct bpf_nf_ctx {
	const struct nf_hook_state *state;
	void *skb;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u32);
} families SEC(".maps");

SEC("netfilter")
__success __retval(1)
__changes("families[3] = 0x02000000")
__changes("pre-routing-udp6-80: families[0] = 0x0a000000")
__convention("SEC-105")
int prog(struct bpf_nf_ctx *ctx)
{
	__u32 hook = ctx->state->hook, family = ctx->state->pf;

	if (bpf_map_update_elem(&families, &hook, &family, 0))
		return 0;
	return 1;
}
