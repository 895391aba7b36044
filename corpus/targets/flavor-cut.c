// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Only the name that is left of part___whole when it is cut at its first three underscores.
struct part {
	int pad[2];
	int field;
};

struct part keep_part;
