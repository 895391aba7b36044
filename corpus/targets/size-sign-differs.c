// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A field that is signed and wider than the program's.
struct shrink {
	long field;
};

struct shrink keep_shrink;
