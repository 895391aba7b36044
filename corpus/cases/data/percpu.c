// SPDX-License-Identifier: GPL-2.0-only OR MIT

// There is no data of each CPU yet: a relocation against .percpu is one against an unknown section.
#include "difftest.h"

LICENSE;

int count SEC(".percpu") = 1;

SEC("socket")
__failure
__convention("DAT-15")
int prog(void *ctx)
{
	return count;
}
