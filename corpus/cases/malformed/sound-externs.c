// SPDX-License-Identifier: GPL-2.0-only OR MIT
// objcopy: --strip-debug

// One of the sound objects that the damaged ones are made of: what the kernel fills in, and a struct_ops variable.
#include "difftest.h"

extern int LINUX_KERNEL_VERSION __kconfig;
extern _Bool CONFIG_BPF_SYSCALL __kconfig __weak;
extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;
extern void no_function_of_any_kernel(int x) __ksym __weak;

struct bpf_dummy_ops_state {
	int val;
};

struct bpf_dummy_ops {
	int (*test_1)(struct bpf_dummy_ops_state *state);
};

LICENSE;

SEC("classifier")
int prog(void *ctx)
{
	check(LINUX_KERNEL_VERSION);
	check_eq(CONFIG_BPF_SYSCALL, 1);
	bpf_rcu_read_lock();
	bpf_rcu_read_unlock();
	if (bpf_ksym_exists(no_function_of_any_kernel))
		no_function_of_any_kernel(1);
	return 0;
}

SEC("struct_ops")
int test_1(__u64 *ctx)
{
	return 0;
}

SEC(".struct_ops")
struct bpf_dummy_ops dummy = {
	.test_1 = (void *)test_1,
};
