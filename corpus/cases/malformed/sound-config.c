// SPDX-License-Identifier: GPL-2.0-only OR MIT
// objcopy: --strip-debug

// One of the sound objects that the damaged ones are made of: values of the configuration of every type, and kernel
// symbols.
#include "difftest.h"

extern _Bool CONFIG_BPF_SYSCALL __kconfig;
extern enum libbpf_tristate CONFIG_BPF __kconfig;
extern __u64 CONFIG_HZ __kconfig;
extern __u16 CONFIG_PGTABLE_LEVELS __kconfig;
extern char CONFIG_CC_VERSION_TEXT[16] __kconfig;
extern int LINUX_SOMETHING __kconfig __weak;
extern const void bpf_prog_put __ksym;
extern const void no_symbol_of_any_kernel __ksym __weak;
extern const int no_variable_of_any_kernel __ksym __weak;

LICENSE;

SEC("socket")
int prog(void *ctx)
{
	const void *address = &bpf_prog_put, *weak = &no_symbol_of_any_kernel;
	__u64 sum = CONFIG_HZ + CONFIG_PGTABLE_LEVELS + CONFIG_CC_VERSION_TEXT[0] + LINUX_SOMETHING;

	opaque(address);
	opaque(weak);
	if (&no_variable_of_any_kernel)
		return 1;
	if (CONFIG_BPF_SYSCALL && CONFIG_BPF == TRI_YES)
		opaque(sum);
	return address == weak;
}
