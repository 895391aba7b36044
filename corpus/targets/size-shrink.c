// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A field that is 64 bits wide in the program is 32 bits wide here, with a neighbour right behind it.
struct shrunk {
	unsigned int field;
	unsigned int neighbour;
};

struct shrunk keep_shrunk;
