// SPDX-License-Identifier: GPL-2.0-only OR MIT

// As size-shrink, but signed: no width of the load gives the field's value, since it would have to be extended.
struct shrunk {
	int field;
	int neighbour;
};

struct shrunk keep_shrunk;
