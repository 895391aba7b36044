// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Values of the configuration among kernel functions and symbols, in no order of size or name.
#include "difftest.h"

extern __u8 CONFIG_B __kconfig;
extern void bpf_rcu_read_lock(void) __ksym;
extern __u64 CONFIG_D __kconfig;
extern char CONFIG_TEXT[5] __kconfig;
extern const void bpf_prog_put __ksym;
extern __u8 CONFIG_A __kconfig;
extern char CONFIG_OTHER_TEXT[3] __kconfig;
extern __u32 CONFIG_C __kconfig;
extern void bpf_rcu_read_unlock(void) __ksym;
extern char CONFIG_LAST[9] __kconfig;

LICENSE;

SEC("classifier")
__success __retval(0)
__convention("KCF-09")
int prog(void *ctx)
{
	const void *address = &bpf_prog_put;

	opaque(address);
	check(address);
	bpf_rcu_read_lock();
	bpf_rcu_read_unlock();
	check_eq(CONFIG_A, 1);
	check_eq(CONFIG_B, 2);
	check_eq(CONFIG_C, 3);
	check_eq(CONFIG_D, 4);
	check_eq(CONFIG_TEXT[0], 'f');
	check_eq(CONFIG_OTHER_TEXT[0], 'o');
	check_eq(CONFIG_LAST[7], 'h');
	return 0;
}
