// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A raw tracepoint gets numbers for arguments, and runs on the CPU that it is asked for.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
} on_cpu SEC(".maps");

SEC("raw_tp/sys_enter")
__success __retval(0)
__changes("on_cpu[0] = 0x0300000000000000")
__convention("SEC-035")
int prog(__u64 *ctx)
{
	__u32 cpu = bpf_get_smp_processor_id() & 7;
	__u64 *sum = bpf_map_lookup_elem(&on_cpu, &cpu);

	check(sum);
	*sum += ctx[0] + ctx[1];
	check_eq(ctx[0], 1);
	check_eq(ctx[1], 2);
	return 0;
}
