// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Names of sk_skb programs beside the two of streams.
#include "difftest.h"

LICENSE;

SEC("sk_skb/verdict")
__success
__convention("SEC-068")
int verdict(void *ctx)
{
	return SK_PASS;
}

SEC("sk_skb")
__success
__convention("SEC-069")
int plain(void *ctx)
{
	return SK_PASS;
}
