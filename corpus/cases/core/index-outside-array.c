// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: replace .BTF 0:1:2 0:1:9

// An access string that leaves an array of the object's own, which is not the last member and so has an end.
#include "difftest.h"

struct mixed {
	int first;
	int numbers[3];
	int last;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__failure
__convention("CORE-28")
int prog(void *ctx)
{
	__u64 place[8] = {};
	struct mixed *m = (void *)place;

	return m->numbers[2];
}
