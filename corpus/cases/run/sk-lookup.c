// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A lookup answers 0 or 1 alone: 1 where all is as it should be.
#include "difftest.h"

LICENSE;

struct address {
	__u32 family;
	__u32 protocol;
	__u32 port;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, struct address);
	__type(value, __u32);
} wanted SEC(".maps");

SEC("sk_lookup")
__success __retval(1)
__changes("wanted[0x020000000600000050000000] = 0x0a000002")
__convention("SEC-104")
int prog(struct bpf_sk_lookup *ctx)
{
	struct address key = { .family = ctx->family, .protocol = ctx->protocol, .port = ctx->local_port };
	__u32 local = ctx->local_ip4;

	if (bpf_map_update_elem(&wanted, &key, &local, 0))
		return SK_DROP;
	return key.port ? SK_PASS : SK_DROP;
}
