// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A section name of 307 bytes, and one that is not ASCII: both are what stands before the slash.
#include "difftest.h"

LICENSE;

#define FIFTY "long_long_long_long_long_long_long_long_long_long_"

SEC("kprobe/" FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY)
__success
__convention("SEC-126")
int long_name(void *ctx)
{
	return 0;
}

SEC("raw_tp/größer")
__success
int not_ascii(void *ctx)
{
	return 0;
}
