// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A variable without an initial value is reached like one that has one: through its map's value, not as the map.
#include "difftest.h"

LICENSE;

__u64 calls;

SEC("socket")
__success __retval(0)
__report("aya-rs/aya@ca0c32d1")
__convention("REL-03")
int prog(void *ctx)
{
	__u64 before = calls;

	__sync_fetch_and_add(&calls, 3);
	check_eq(calls, before + 3);
	return 0;
}
