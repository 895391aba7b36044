// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A union by the name that is a struct's in the program.
union was_struct {
	long other;
	int field;
};

union was_struct keep_was_struct;
