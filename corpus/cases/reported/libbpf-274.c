// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Several sections of each kind of data, each a map of its own.
#include "difftest.h"

LICENSE;

volatile int one SEC(".data.one") = 1;
volatile int two SEC(".data.two") = 2;
volatile const int setting SEC(".rodata.cfg") = 3;
volatile int scratch SEC(".bss.tmp");
volatile int usual = 4;

SEC("socket")
__success __retval(0)
__report("libbpf/libbpf#274")
__convention("DAT-01") __convention("DAT-03")
int prog(void *ctx)
{
	check_eq(one, 1);
	check_eq(two, 2);
	check_eq(setting, 3);
	check_eq(scratch, 0);
	scratch = 5;
	check_eq(scratch, 5);
	scratch = 0;
	check_eq(usual, 4);
	return 0;
}
