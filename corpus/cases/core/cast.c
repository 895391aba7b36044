// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A cast to a type of the running kernel: its type id, a field's offset in it, and a kernel function.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct task_struct {
	int tgid;
} __attribute__((preserve_access_index));

extern void *bpf_rdonly_cast(const void *obj, __u32 btf_id) __ksym;

LICENSE;

SEC("classifier")
__success __retval(0)
__convention("CORE-30") __convention("CORE-04") __convention("KFN-01")
int prog(struct __sk_buff *ctx)
{
	__u32 type = bpf_core_type_id_kernel(struct task_struct);
	struct task_struct *task = bpf_rdonly_cast((void *)bpf_get_current_task(), type);

	check_eq(task->tgid, bpf_get_current_pid_tgid() >> 32);
	return 0;
}
