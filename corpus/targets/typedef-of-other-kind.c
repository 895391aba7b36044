// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Typedefs of integers that stand for more in the program.
typedef int was_struct;
typedef int was_enum;

was_struct keep_struct;
was_enum keep_enum;
