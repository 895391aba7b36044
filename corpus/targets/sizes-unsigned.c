// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Fields of other sizes than the program's.
struct sizes {
	unsigned long long byte;
	unsigned char half;
	unsigned short word;
	unsigned int wide;
};

struct sizes keep_sizes;
