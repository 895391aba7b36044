// SPDX-License-Identifier: GPL-2.0-only OR MIT

// What cannot be relocated stands in instructions of two slots, behind tests that are never passed: both slots are
// replaced, and every jump still reaches where it should.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct absent_type {
	int field;
};

enum absent_enum {
	ABSENT_VALUE = 0x1234567890ULL,
};

LICENSE;

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#1348")
__convention("CORE-12") __convention("CORE-13")
int prog(void *ctx)
{
	__u64 steps = 1;

	if (bpf_core_type_exists(struct absent_type))
		steps += bpf_core_type_size(struct absent_type);
	steps += 10;
	if (bpf_core_enum_value_exists(enum absent_enum, ABSENT_VALUE))
		steps += bpf_core_enum_value(enum absent_enum, ABSENT_VALUE);
	steps += 100;
	check_eq(steps, 111);
	return 0;
}
