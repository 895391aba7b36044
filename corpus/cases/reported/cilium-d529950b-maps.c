// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: section .maps sh_flags=0x803

// Map definitions that are said to be compressed, and are not.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} counters SEC(".maps");

SEC("socket")
__success __retval(0)
__report("cilium/ebpf@d529950b")
__convention("ELF-15") __convention("ELF-04")
int prog(void *ctx)
{
	__u32 key = 0;

	check(bpf_map_lookup_elem(&counters, &key));
	return 0;
}
