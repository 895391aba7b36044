// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A field at an offset that does not fit the 16 bits an instruction has for it.
struct far {
	char pad[40000];
	int field;
};

struct far keep_far;
