// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A CPU map keeps the number of entries that it asks for, also where there are fewer CPUs.
#include "difftest.h"

struct {
	__uint(type, BPF_MAP_TYPE_CPUMAP);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u32);
} cpus SEC(".maps");

LICENSE;

SEC("xdp")
__success __retval(2)
__convention("MAP-18")
int redirect(struct xdp_md *ctx)
{
	/* the slot is empty: the flags say what to answer then */
	return bpf_redirect_map(&cpus, 63, XDP_PASS);
}
