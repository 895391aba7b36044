// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An array without a length, and one that ends its struct and is meant to be longer than it says.
struct ends_open {
	int pad[2];
	int length;
	int items[];
};

struct ends_short {
	int pad;
	int items[1];
};

struct ends_open keep_open;
struct ends_short keep_short;
