// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A timer in a map's value, with a callback: the value's BTF type and the callback's address both have to arrive.
#include "difftest.h"

LICENSE;

#define CLOCK_MONOTONIC 1
#define EBUSY 16

struct timed {
	__u64 fired;
	struct bpf_timer timer;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct timed);
} timers SEC(".maps");

static int on_timer(void *map, __u32 *key, struct timed *value)
{
	value->fired++;
	return 0;
}

SEC("xdp")
__success __retval(0)
__convention("MAP-28") __convention("PRG-07")
int prog(struct xdp_md *ctx)
{
	struct timed *value;
	__u32 key = 0;
	long err;

	value = bpf_map_lookup_elem(&timers, &key);
	check(value);
	err = bpf_timer_init(&value->timer, &timers, CLOCK_MONOTONIC);
	check(!err || err == -EBUSY);
	check_eq(bpf_timer_set_callback(&value->timer, on_timer), 0);
	check_eq(bpf_timer_cancel(&value->timer), 0);
	check_eq(value->fired, 0);
	return 0;
}
