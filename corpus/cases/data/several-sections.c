// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Each data section is a map of its own, named by the section where the name is not a standard one.
#include "difftest.h"

LICENSE;

volatile int standard = 1;
volatile int first SEC(".data.first") = 2;
volatile int second SEC(".data.second") = 3;
volatile const int constant = 4;
volatile const int other_constant SEC(".rodata.a_name_of_more_than_15") = 5;
volatile int zero;

SEC("socket")
__success __retval(0)
__convention("DAT-01") __convention("DAT-03") __convention("DAT-13")
int prog(void *ctx)
{
	check_eq(standard, 1);
	check_eq(first, 2);
	check_eq(second, 3);
	check_eq(constant, 4);
	check_eq(other_constant, 5);
	check_eq(zero, 0);
	return 0;
}
