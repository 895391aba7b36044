// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Where the kernel has bpf_probe_read_kernel and its kin, calls of them are left alone.
#include "difftest.h"

LICENSE;

SEC("raw_tp/sched_switch")
__success
__convention("PRG-14")
int prog(void *ctx)
{
	char text[8];
	__u64 number = 0;

	bpf_probe_read_kernel(&number, sizeof(number), ctx);
	bpf_probe_read_kernel_str(text, sizeof(text), ctx);
	bpf_probe_read_user(&number, sizeof(number), ctx);
	bpf_probe_read_user_str(text, sizeof(text), ctx);
	return 0;
}
