// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A global subprogram that takes the program's context: the verifier knows the context by the name of its struct.
#include "difftest.h"

LICENSE;

__noinline int length_of(struct __sk_buff *skb)
{
	return skb->len;
}

static __noinline int mark_of(struct __sk_buff *skb)
{
	return skb->mark;
}

SEC("classifier")
__success __retval(0)
__convention("PRG-24")
int prog(struct __sk_buff *skb)
{
	check_eq(length_of(skb), 64);
	check_eq(mark_of(skb), 0);
	return 0;
}
