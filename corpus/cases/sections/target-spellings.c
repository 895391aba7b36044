// SPDX-License-Identifier: GPL-2.0-only OR MIT

// What follows the slash is read when the program is attached, not when it is loaded: offsets, globs, paths and
// categories of any form load.
#include "difftest.h"

LICENSE;

SEC("kprobe/do_nanosleep+0x10")
__success
__convention("SEC-125")
int kprobe_offset(void *ctx)
{
	return 0;
}

SEC("uprobe//proc/self/exe:no_such_function+0x4")
__success
int uprobe_path(void *ctx)
{
	return 0;
}

SEC("tp/no_such_category/no_such_event")
__success
int tp_unknown(void *ctx)
{
	return 0;
}
