// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Names of programs around a kernel function that need newer or differently configured kernels than others do: what is
// asked of the kernel is compared also where it refuses.
#include "difftest.h"

LICENSE;

SEC("fmod_ret/bpf_modify_return_test")
__needs("prog_type tracing")
__convention("SEC-040") __convention("ATT-07")
int fmod_ret(void *ctx)
{
	return 0;
}

SEC("fmod_ret.s/bpf_modify_return_test")
__convention("SEC-043")
int fmod_ret_s(void *ctx)
{
	return 0;
}

SEC("fsession/bpf_fentry_test1")
__convention("SEC-045")
int fsession(void *ctx)
{
	return 0;
}

SEC("fsession.s/bpf_fentry_test1")
__convention("SEC-046")
int fsession_s(void *ctx)
{
	return 0;
}
