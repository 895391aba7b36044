// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Every name of a traffic control program, with the attach types of tcx and netkit.
#include "difftest.h"

LICENSE;

SEC("tc")
__success __retval(0)
__convention("SEC-027") __convention("SEC-120")
int tc_bare(struct __sk_buff *ctx)
{
	return 0;
}

SEC("tc/ingress")
__success __retval(0)
__convention("SEC-023") __convention("SEC-120")
int tc_ingress(struct __sk_buff *ctx)
{
	return 0;
}

SEC("tc/egress")
__success __retval(0)
__convention("SEC-024") __convention("SEC-120")
int tc_egress(struct __sk_buff *ctx)
{
	return 0;
}

SEC("tcx/ingress")
__success __retval(0)
__convention("SEC-025") __convention("SEC-120")
int tcx_ingress(struct __sk_buff *ctx)
{
	return 0;
}

SEC("tcx/egress")
__success __retval(0)
__convention("SEC-026") __convention("SEC-120")
int tcx_egress(struct __sk_buff *ctx)
{
	return 0;
}

SEC("action")
__success __retval(0)
__convention("SEC-029") __convention("SEC-120")
int act(struct __sk_buff *ctx)
{
	return 0;
}

SEC("netkit/primary")
__success __retval(0)
__convention("SEC-030") __convention("SEC-120")
int netkit_primary(struct __sk_buff *ctx)
{
	return 0;
}

SEC("netkit/peer")
__success __retval(0)
__convention("SEC-031") __convention("SEC-120")
int netkit_peer(struct __sk_buff *ctx)
{
	return 0;
}
