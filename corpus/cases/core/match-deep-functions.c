// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Whether types match is looked at to a depth of 32: functions that take functions that go deeper are refused.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

typedef void f00(int);
#define TAKES(outer, inner) typedef void outer(inner)
TAKES(f01, f00); TAKES(f02, f01); TAKES(f03, f02); TAKES(f04, f03); TAKES(f05, f04); TAKES(f06, f05); TAKES(f07, f06);
TAKES(f08, f07); TAKES(f09, f08); TAKES(f10, f09); TAKES(f11, f10); TAKES(f12, f11); TAKES(f13, f12); TAKES(f14, f13);
TAKES(f15, f14); TAKES(f16, f15); TAKES(f17, f16); TAKES(f18, f17); TAKES(f19, f18); TAKES(f20, f19); TAKES(f21, f20);
TAKES(f22, f21); TAKES(f23, f22); TAKES(f24, f23); TAKES(f25, f24); TAKES(f26, f25); TAKES(f27, f26); TAKES(f28, f27);
TAKES(f29, f28); TAKES(f30, f29); TAKES(f31, f30); TAKES(f32, f31); TAKES(f33, f32); TAKES(f34, f33);

struct deep_functions {
	f34 *field;
};

LICENSE;

SEC("socket")
__failure
__convention("CORE-31") __convention("CORE-06")
int prog(void *ctx)
{
	return bpf_core_type_matches(struct deep_functions);
}
