// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The value of an enumerator that the target lacks, unguarded: both halves of the wide instruction become a call of a
// helper that does not exist, and the verifier refuses the program.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

enum small {
	FIRST = 1,
	ABSENT = 2,
};

LICENSE;

SEC("socket")
__failure
__convention("CORE-12")
int prog(void *ctx)
{
	__u64 value = bpf_core_enum_value(enum small, ABSENT);

	return value == 5;
}
