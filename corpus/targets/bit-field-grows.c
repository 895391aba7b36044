// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A bit field that lies across two bytes of its type.
struct bits {
	unsigned char first : 5;
	unsigned char second : 6;
} __attribute__((packed));

struct bits keep_bits;
