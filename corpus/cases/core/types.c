// SPDX-License-Identifier: GPL-2.0-only OR MIT

// What can be asked of a type: whether it exists, its size and its id, in the target and in the object. Types are
// compared by name and kind, so that the fields may differ.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct known {
	__u64 other;
};

union either {
	__u64 other;
};

enum choice {
	OTHER = 1,
};

typedef struct known *known_pointer;

struct unknown {
	int a;
};

// In the target, known is a struct.
union known___as_union {
	int a;
};

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-03") __convention("CORE-04") __convention("CORE-05") __convention("CORE-17")
int prog(void *ctx)
{
	check_eq(bpf_core_type_exists(struct known), 1);
	check_eq(bpf_core_type_exists(union either), 1);
	check_eq(bpf_core_type_exists(enum choice), 1);
	check_eq(bpf_core_type_exists(known_pointer), 1);
	check_eq(bpf_core_type_exists(struct unknown), 0);
	check_eq(bpf_core_type_exists(union known___as_union), 0);
	check_eq(bpf_core_type_size(struct known), 40);
	check_eq(bpf_core_type_size(union either), 12);
	check_eq(bpf_core_type_size(enum choice), 4);
	check_eq(bpf_core_type_size(known_pointer), 8);
	check_eq(bpf_core_type_id_kernel(struct known), 1);
	check(bpf_core_type_id_local(struct known) > 0);
	check(bpf_core_type_id_local(struct known) != bpf_core_type_id_local(union either));
	return 0;
}
