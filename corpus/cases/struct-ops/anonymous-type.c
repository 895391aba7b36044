// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A variable of a type without a name: refused when the object is opened.
#include "difftest.h"

LICENSE;

__failure
__convention("STO-09")
SEC(".struct_ops")
struct {
	int number;
} ops = {
	.number = 1,
};
