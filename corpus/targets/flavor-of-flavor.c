// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A name that contains three underscores itself, and the name that is left when it is cut at the first.
struct part___whole___mine {
	int pad;
	int field;
};

struct part {
	int pad[2];
	int field;
};

struct part___whole___mine keep_whole;
struct part keep_part;
