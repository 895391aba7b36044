// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Bit fields at other bits, of other widths, and one that is a whole field here.
struct bits {
	unsigned long long pad : 13;
	unsigned long long narrow : 7;
	signed long long negative : 11;
	unsigned long long high : 20;
	int whole;
};

struct bits keep_bits;
