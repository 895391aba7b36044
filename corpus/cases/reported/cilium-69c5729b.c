// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A section without bytes in the file, in front of sections whose bytes are not zero: its map is zero throughout.
#include "difftest.h"

LICENSE;

#define LENGTH 512

volatile __u64 zeros[LENGTH];
volatile __u64 behind SEC(".data.behind") = 0xffffffffffffffff;

SEC("socket")
__success __retval(0)
__report("cilium/ebpf@69c5729b")
__convention("DAT-09")
int prog(void *ctx)
{
	for (int i = 0; i < LENGTH; i++)
		check_eq(zeros[i], 0);
	check_eq(behind, 0xffffffffffffffff);
	return 0;
}
