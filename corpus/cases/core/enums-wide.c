// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Enumerators of 64 bits.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

enum wide {
	BIG = 0x100000000ULL,
	BIGGER = 0x200000000ULL,
	BIGGEST = 0x300000000ULL,
};

enum signed_wide {
	NEGATIVE = -0x100000000LL,
};

LICENSE;

SEC("socket")
#if __clang_major__ >= 15
__success __retval(0)
__convention("CORE-09")
#else /* BTF of before has 32 bits of each value, and the instructions have all */
__failure
__convention("CORE-20")
#endif
int prog(void *ctx)
{
	check_eq(bpf_core_enum_value_exists(enum wide, BIG), 1);
	check_eq(bpf_core_enum_value_exists(enum wide, BIGGEST), 0);
	check_eq(bpf_core_enum_value(enum wide, BIG), 0x1122334455667788ULL);
	check_eq(bpf_core_enum_value(enum wide, BIGGER), 0xffffffffffffff00ULL);
	check_eq((__s64)bpf_core_enum_value(enum signed_wide, NEGATIVE), -0x1122334455667788LL);
	return 0;
}
