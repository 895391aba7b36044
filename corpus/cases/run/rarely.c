// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Programs that answer otherwise on few packets: on one port, on one sum in a hundred, on the third of a kind. A loader that
// gets one of their numbers wrong is told from one that does not by those packets alone.
#include "difftest.h"

LICENSE;

__u32 kind;

SEC("xdp")
__success __retval(0)
__convention("SEC-058")
int port(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;

	if (data + 38 > end || data[12] != 8 || data[13] != 0)
		return 0;
	return data[36] == 0x1f && data[37] == 0x90 ? 1 : 0;
}

SEC("xdp")
__success __retval(0)
int sum(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;

	if (data + 38 > end)
		return 0;
	return (data[26] + data[27] * 3 + data[28] * 5) % 100 == 77 ? 1 : 0;
}

SEC("xdp")
__success __retval(0)
int third(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;

	if (data + 24 > end)
		return 0;
	if (data[23] == 41)
		kind++;
	return kind == 3 ? 1 : 0;
}
