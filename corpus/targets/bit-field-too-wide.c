// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A bit field of which some bits lie in one word of 64 bits and some in the next.
struct bits {
	unsigned long long first : 5;
	unsigned long long second : 62;
} __attribute__((packed));

struct bits keep_bits;
