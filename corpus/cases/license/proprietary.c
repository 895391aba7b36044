// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A license that the kernel does not count as GPL, and a GPL-only helper: the kernel refuses the program.
#include "difftest.h"

char _license[] SEC("license") = "Proprietary";

SEC("socket")
__failure __msg("cannot call GPL-restricted function from non-GPL compatible program")
__convention("LIC-04")
int prog(void *ctx)
{
	return bpf_get_current_task() == 0;
}
