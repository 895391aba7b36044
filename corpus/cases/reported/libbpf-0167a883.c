// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Values of 64 bits whose lower half has its highest bit set: the halves are put together without a sign, before and
// after the relocation.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

enum wide {
	CHANGED = 0x1ffffffffULL,
	KEPT = 0x1ffffffffULL,
	NARROW = 0x80000000ULL,
};

LICENSE;

SEC("socket")
#if __clang_major__ >= 15
__success __retval(0)
#else /* BTF of before has 32 bits of each value, and the instructions have all */
__failure
#endif
__report("libbpf/libbpf@0167a883")
__convention("CORE-09") __convention("CORE-20")
int prog(void *ctx)
{
	check_eq(bpf_core_enum_value(enum wide, CHANGED), 0x2c0000001ULL);
	check_eq(bpf_core_enum_value(enum wide, KEPT), 0x1ffffffffULL);
	check_eq(bpf_core_enum_value(enum wide, NARROW), 0xc0000000ULL);
	return 0;
}
