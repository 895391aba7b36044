// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A section name that is the beginning of another: the longer one is tried first, so that xdp/devmap is not taken for
// xdp. The attach types that are sent differ: 35 (XDP_DEVMAP), 36 (XDP_CPUMAP) and 37 (XDP).
#include "difftest.h"

LICENSE;

SEC("xdp/devmap")
__success
__convention("SEC-117") __convention("PRG-23")
int for_devmap(void *ctx)
{
	return 0;
}

SEC("xdp/cpumap")
__success
int for_cpumap(void *ctx)
{
	return 0;
}

SEC("xdp.frags/devmap")
__success
int for_devmap_frags(void *ctx)
{
	return 0;
}

SEC("xdp.frags")
__success __retval(0)
int frags(void *ctx)
{
	return 0;
}

SEC("xdp")
__success __retval(0)
int plain(void *ctx)
{
	return 0;
}
