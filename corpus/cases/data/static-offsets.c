// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Static variables are reached through their section's symbol and an offset in the instruction, global ones through
// their own symbol: in each data section, variables of all sizes are where the program looks for them.
#include "difftest.h"

LICENSE;

static volatile __u8 data_byte = 0x11;
static volatile __u64 data_long = 0x2222222222222222;
volatile __u16 data_short = 0x3333;
static volatile int data_array[4] = { 1, 2, 3, 4 };

static volatile const __u8 rodata_byte = 0x44;
volatile const __u64 rodata_long = 0x5555555555555555;
static volatile const __u32 rodata_array[5] = { 10, 20, 30, 40, 50 };

static volatile __u64 bss_long;
volatile __u32 bss_int;

SEC("socket")
__success __retval(0)
__convention("REL-03") __convention("REL-04") __convention("DAT-01")
int prog(void *ctx)
{
	check_eq(data_byte, 0x11);
	check_eq(data_long, 0x2222222222222222);
	check_eq(data_short, 0x3333);
	check_eq(data_array[0], 1);
	check_eq(data_array[3], 4);
	check_eq(rodata_byte, 0x44);
	check_eq(rodata_long, 0x5555555555555555);
	check_eq(rodata_array[1], 20);
	check_eq(rodata_array[4], 50);
	check_eq(bss_long, 0);
	check_eq(bss_int, 0);
	return 0;
}
