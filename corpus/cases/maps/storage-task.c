// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Local storage of tasks, cgroups and inodes: no entries, NO_PREALLOC, and the key and value types that the kernel
// insists on.
#include "difftest.h"

LICENSE;

struct value {
	__u64 count;
	__u32 tag;
};

#define STORAGE(map_type, name)                       \
	struct {                                      \
		__uint(type, map_type);               \
		__uint(map_flags, BPF_F_NO_PREALLOC); \
		__type(key, int);                     \
		__type(value, struct value);          \
	} name SEC(".maps")

__success
__convention("MAP-27")
STORAGE(BPF_MAP_TYPE_TASK_STORAGE, of_tasks);
STORAGE(BPF_MAP_TYPE_CGRP_STORAGE, of_cgroups);
STORAGE(BPF_MAP_TYPE_INODE_STORAGE, of_inodes);

SEC("socket")
__success __retval(0)
int prog(void *ctx)
{
	return 0;
}
