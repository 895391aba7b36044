// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Two candidates for one struct of the program, each with one of its two fields.
struct divided___one {
	int first;
};

struct divided___two {
	int pad[3];
	int second;
};

struct divided___one keep_one;
struct divided___two keep_two;
