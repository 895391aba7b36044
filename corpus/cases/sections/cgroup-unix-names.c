// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Names of the hooks on addresses of unix sockets.
#include "difftest.h"

LICENSE;

SEC("cgroup/connect_unix")
__success
__convention("SEC-085")
int connect_unix(void *ctx)
{
	return 1;
}

SEC("cgroup/sendmsg_unix")
__success
__convention("SEC-088")
int sendmsg_unix(void *ctx)
{
	return 1;
}

SEC("cgroup/recvmsg_unix")
__success
__convention("SEC-091")
int recvmsg_unix(void *ctx)
{
	return 1;
}

SEC("cgroup/getpeername_unix")
__success
__convention("SEC-094")
int getpeername_unix(void *ctx)
{
	return 1;
}

SEC("cgroup/getsockname_unix")
__success
__convention("SEC-097")
int getsockname_unix(void *ctx)
{
	return 1;
}
