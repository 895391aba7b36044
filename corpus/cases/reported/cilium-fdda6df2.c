// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: symbol numbers st_size=0x10000
// elf: symbol counters st_size=0x7fffffff

// A variable and a map whose symbols are longer than their sections: libbpf takes the sizes from elsewhere.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} counters SEC(".maps");

volatile __u32 numbers[2] = { 3, 4 };

SEC("socket")
__success __retval(0)
__report("cilium/ebpf@fdda6df2")
__convention("ELF-04")
int prog(void *ctx)
{
	__u32 key = 0;

	check(bpf_map_lookup_elem(&counters, &key));
	check_eq(numbers[1], 4);
	return 0;
}
