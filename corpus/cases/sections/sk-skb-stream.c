// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The two stream sections of sk_skb each carry their own expected attach type.
#include "difftest.h"

LICENSE;

SEC("sk_skb/stream_parser")
__success
__convention("SEC-066")
int parser(struct __sk_buff *ctx)
{
	return ctx->len;
}

SEC("sk_skb/stream_verdict")
__success
__convention("SEC-067")
int verdict(struct __sk_buff *ctx)
{
	return SK_PASS;
}
