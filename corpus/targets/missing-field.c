// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A struct without the field that the program reads.
struct lacking {
	int present;
};

struct lacking keep_lacking;
