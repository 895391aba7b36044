// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Enumerators of 64 bits whose lower half has its highest bit set.
enum wide {
	CHANGED = 0x2c0000001ULL,
	KEPT = 0x1ffffffffULL,
	NARROW = 0xc0000000ULL,
};

enum wide keep_wide;
