// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A symbol with a type is looked up in the kernel's BTF and can be read as what it is. Whether
// this program loads depends on the kernel: it finds the address of a variable only with CONFIG_KALLSYMS_ALL.
#include "difftest.h"

struct rq {
	int cpu;
};

extern const struct rq runqueues __ksym;

LICENSE;

SEC("classifier")
__retval(0)
__convention("KSY-04")
int per_cpu(struct __sk_buff *ctx)
{
	check(bpf_this_cpu_ptr(&runqueues));
	check(bpf_per_cpu_ptr(&runqueues, 0));
	return 0;
}
