// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Fields of other kinds than the program's.
struct mixed {
	int *was_int;
	int was_pointer;
	struct {
		int a;
	} was_array;
	unsigned int was_enum;
	long was_int_too;
};

struct mixed keep_mixed;
