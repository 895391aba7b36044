// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An array without a length, behind other fields than in the program.
struct ends_open {
	int pad[2];
	int length;
	int items[];
};

struct ends_open keep_open;
