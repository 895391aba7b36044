// SPDX-License-Identifier: GPL-2.0-only OR MIT

// One program that the verifier refuses: nothing of the object stays loaded.
#include "difftest.h"

LICENSE;

SEC("socket")
__success __retval(0)
__convention("OBJ-01")
int good(void *ctx)
{
	return 0;
}

SEC("socket")
__failure __msg("invalid mem access")
int bad(void *ctx)
{
	return *(volatile int *)8;
}
