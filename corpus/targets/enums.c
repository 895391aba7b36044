// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Enumerators of other values, one missing; values that need 64 bits.
enum small {
	FIRST = 10,
	SECOND = -20,
};

enum wide {
	BIG = 0x1122334455667788ULL,
	BIGGER = 0xffffffffffffff00ULL,
};

enum signed_wide {
	NEGATIVE = -0x1122334455667788LL,
};

enum small keep_small;
enum wide keep_wide;
enum signed_wide keep_signed_wide;
