// SPDX-License-Identifier: GPL-2.0-only OR MIT

// One struct as the program knows it, one with a field of another type.
struct alike {
	int a;
	long b;
};

struct unlike {
	int a;
	long *b;
};

struct alike keep_alike;
struct unlike keep_unlike;
