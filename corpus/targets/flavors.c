// SPDX-License-Identifier: GPL-2.0-only OR MIT

// One struct, and two flavors of another in which the field stands at the same place.
struct evolved {
	int pad;
	int new_field;
};

struct agreed___one {
	int pad[3];
	int field;
};

struct agreed___two {
	long pad;
	int other;
	int field;
	int more;
};

struct evolved keep_evolved;
struct agreed___one keep_one;
struct agreed___two keep_two;
