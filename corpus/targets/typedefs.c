// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Typedefs of typedefs, const and volatile, in other places than in the program.
typedef int number;
typedef const number constant_number;
typedef struct {
	int pad;
	constant_number value;
	struct untyped {
		long pad;
		volatile constant_number inside;
	} part;
	number list[2];
} through_typedef;

through_typedef keep_through_typedef;
