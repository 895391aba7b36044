// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Names of probes on many functions at once, each with its attach type.
#include "difftest.h"

LICENSE;

SEC("kprobe.multi/x")
__success
__convention("SEC-010")
int kprobe_multi(void *ctx)
{
	return 0;
}

SEC("kretprobe.multi/x")
__success
__convention("SEC-011")
int kretprobe_multi(void *ctx)
{
	return 0;
}

SEC("kprobe.session/x")
__success
__convention("SEC-012")
int kprobe_session(void *ctx)
{
	return 0;
}

SEC("uprobe.multi/x:y")
__success
__convention("SEC-013")
int uprobe_multi(void *ctx)
{
	return 0;
}

SEC("uretprobe.multi/x:y")
__success
__convention("SEC-014")
int uretprobe_multi(void *ctx)
{
	return 0;
}

SEC("uprobe.session/x:y")
__success
__convention("SEC-015")
int uprobe_session(void *ctx)
{
	return 0;
}

SEC("uprobe.multi.s/x:y")
__success
__convention("SEC-016")
int uprobe_multi_s(void *ctx)
{
	return 0;
}

SEC("uretprobe.multi.s/x:y")
__success
__convention("SEC-017")
int uretprobe_multi_s(void *ctx)
{
	return 0;
}

SEC("uprobe.session.s/x:y")
__success
__convention("SEC-018")
int uprobe_session_s(void *ctx)
{
	return 0;
}
