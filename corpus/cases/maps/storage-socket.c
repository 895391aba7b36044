// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Local storage of sockets: no entries, NO_PREALLOC, and key and value types that the kernel insists on.
#include "difftest.h"

LICENSE;

struct value {
	__u64 count;
	__u32 tag;
};

struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct value);
} of_sockets SEC(".maps");

SEC("classifier")
__success __retval(0)
__convention("MAP-27")
int prog(struct __sk_buff *skb)
{
	struct bpf_sock *sk = skb->sk;
	struct value *value;

	if (!sk)
		return 0;
	sk = bpf_sk_fullsock(sk);
	if (!sk)
		return 0;
	value = bpf_sk_storage_get(&of_sockets, sk, NULL, BPF_SK_STORAGE_GET_F_CREATE);
	check(value);
	value->tag = 7;
	return 0;
}
