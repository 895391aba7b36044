// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A license of more than 63 bytes is cut to 63.
#include "difftest.h"

char _license[] SEC("license") =
	"A license whose text is longer than the sixty-three bytes that are kept of it, by some words more";

SEC("socket")
__success __retval(0)
__convention("LIC-01")
int prog(void *ctx)
{
	return 0;
}
