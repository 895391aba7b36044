// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Section names that one loader had for itself.
#include "difftest.h"

LICENSE;

SEC("xdp_devmap/x")
__failure
__report("cilium/ebpf#1934")
__convention("SEC-121")
int devmap(struct xdp_md *ctx)
{
	return XDP_PASS;
}

SEC("xdp_cpumap/x")
__failure
int cpumap(struct xdp_md *ctx)
{
	return XDP_PASS;
}

SEC("xdp.frags_devmap/x")
__failure
int devmap_frags(struct xdp_md *ctx)
{
	return XDP_PASS;
}

SEC("seccomp")
__failure
__convention("SEC-114")
int system_call(void *ctx)
{
	return 0;
}
