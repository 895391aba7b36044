// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Two flavors of one struct; the field stands at another place in each.
struct ambiguous___first {
	int field;
};

struct ambiguous___second {
	int other;
	int field;
};

struct ambiguous___first keep_first;
struct ambiguous___second keep_second;
