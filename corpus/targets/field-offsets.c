// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The fields of the program's struct in another order, with others between them; an int of the program is a short here.
struct moved {
	unsigned long long new_first;
	unsigned char byte;
	unsigned short half;
	unsigned int word;
	unsigned int new_between;
	unsigned long long wide;
	void *pointer;
	signed char tail[5];
	short signed_half;
};

struct moved keep_moved;
