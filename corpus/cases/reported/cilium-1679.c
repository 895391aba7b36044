// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program that is refused at the very end, behind so many instructions that the verifier's log is longer than what
// anyone has room for at first.
#include "difftest.h"

LICENSE;

SEC("socket")
__failure
__report("cilium/ebpf#1679")
__convention("PRG-16")
int prog(struct __sk_buff *ctx)
{
	__u64 sum = ctx->len;

	for (int i = 0; i < 2000; i++) {
		sum = sum * 3 + i;
		opaque(sum);
	}
	return *(__u32 *)sum;
}
