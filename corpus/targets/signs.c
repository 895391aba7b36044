// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Fields of every kind that can have a sign, and of some that cannot.
enum never_negative {
	ZERO,
	TOP = 0x7fffffff,
};

enum maybe_negative {
	BELOW = -1,
};

struct signs {
	signed char pad;
	unsigned int bits : 3;
	signed int signed_bits : 5;
	enum never_negative choice;
	enum maybe_negative signed_choice;
	unsigned short number;
	short signed_number;
	int *pointer;
	struct {
		int a;
	} nested;
	int array[3];
};

struct signs keep_signs;
