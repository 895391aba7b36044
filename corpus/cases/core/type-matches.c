// SPDX-License-Identifier: GPL-2.0-only OR MIT

// TYPE_MATCHES (kind 12) compares members and their types, where TYPE_EXISTS looks at name and kind only.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct alike {
	int a;
	long b;
};

struct unlike {
	int a;
	long b;
};

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-06")
int matches(void *ctx)
{
	check_eq(bpf_core_type_matches(struct alike), 1);
	check_eq(bpf_core_type_matches(struct unlike), 0);
	check_eq(bpf_core_type_exists(struct unlike), 1);
	return 0;
}
