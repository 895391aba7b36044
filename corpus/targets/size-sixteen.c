// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A field of 128 bits.
struct sizes {
	unsigned __int128 field;
};

struct sizes keep_sizes;
