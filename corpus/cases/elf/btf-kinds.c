// SPDX-License-Identifier: GPL-2.0-only OR MIT

// BTF with every kind of type that the compiler writes: it is loaded as it is where the kernel knows them all.
#include "difftest.h"

struct unknown_here;

enum wide {
	WIDE = 0x123456789ULL,
	NEXT,
};

typedef int (*function)(const volatile char *restrict text, struct unknown_here *unknown);

struct every_kind {
	double real;
	float reals[2];
	enum wide wide;
	enum { PLAIN = -1 } plain;
	union {
		__u8 bytes[8];
		__s64 number;
	};
	function call;
	unsigned bits : 3;
	_Bool flag;
	__int128 large;
	int __attribute__((btf_type_tag("tagged"))) *tagged;
	int noted __attribute__((btf_decl_tag("noted")));
};

LICENSE;

volatile struct every_kind everything = { .plain = PLAIN, .bits = 5, .number = -9, .wide = WIDE };

__noinline int documented(int x __attribute__((btf_decl_tag("argument"))))
{
	opaque(x);
	return x + 1;
}

SEC("socket")
__success __retval(0)
__convention("BTF-02") __convention("BTF-06")
int prog(void *ctx)
{
	check_eq(everything.plain, PLAIN);
	check_eq(everything.bits, 5);
	check_eq(everything.number, -9);
	check_eq(everything.wide, WIDE);
	check_eq(documented(1), 2);
	return 0;
}
