// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Arrays at other offsets, one shorter, one with a larger element.
struct arrays {
	int pad;
	int shorter[3];
	struct {
		int pad;
		int value;
	} elements[4];
	int matrix[2][3];
};

struct arrays keep_arrays;
