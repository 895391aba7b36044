// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A tag on an argument says that it is never null. Without the tag the kernel, which verifies the function by itself,
// refuses it: the access is unchecked.
#include "difftest.h"

LICENSE;

struct pair {
	int first;
	int second;
};

__noinline int second_of(struct pair *pair __arg_nonnull)
{
	return pair->second;
}

SEC("socket")
__success __retval(0)
__report("cilium/ebpf@d4b2f8cc")
__convention("PRG-13") __convention("BTF-06")
int prog(void *ctx)
{
	struct pair pair = {};

	pair.second = 3;
	check_eq(second_of(&pair), 3);
	return 0;
}
