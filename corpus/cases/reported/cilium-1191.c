// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The id of a type of the object, passed to the kernel, which looks it up in the BTF that it was given: the two belong
// together, whatever the loader leaves out of that BTF.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

extern void *bpf_obj_new_impl(__u64 local_type_id, void *meta) __ksym;
extern void bpf_obj_drop_impl(void *object, void *meta) __ksym;

struct unused_before {
	char text[7];
};

struct allocated {
	__u64 first;
	__u64 second;
};

struct unused_before keep_unused_before;

LICENSE;

SEC("classifier")
__success __retval(0)
__report("cilium/ebpf#1191")
__convention("CORE-03") __convention("KFN-01")
int prog(struct __sk_buff *ctx)
{
	struct allocated *object = bpf_obj_new_impl(bpf_core_type_id_local(struct allocated), 0);

	if (!object)
		return 0;
	object->second = 5;
	bpf_obj_drop_impl(object, 0);
	return 0;
}
