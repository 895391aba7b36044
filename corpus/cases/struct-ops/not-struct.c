// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A variable that is no struct.
#include "difftest.h"

LICENSE;

__failure
__convention("STO-09")
SEC(".struct_ops")
int number = 1;
