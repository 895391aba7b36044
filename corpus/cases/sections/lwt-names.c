// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Names of lightweight tunnel programs.
#include "difftest.h"

LICENSE;

SEC("lwt_in")
__success
__convention("SEC-061")
int in(void *ctx)
{
	return 0;
}

SEC("lwt_out")
__success
__convention("SEC-062")
int out(void *ctx)
{
	return 0;
}

SEC("lwt_xmit")
__success
__convention("SEC-063")
int xmit(void *ctx)
{
	return 0;
}

SEC("lwt_seg6local")
__success
__convention("SEC-064")
int seg6local(void *ctx)
{
	return 0;
}
