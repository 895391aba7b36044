// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Names with underscores in other places than a flavor has them, each beside the name that is left when it is cut all the
// same.
struct trailing___ {
	int pad[1];
	int field;
};

struct trailing {
	int field;
};

struct four____more {
	int pad[2];
	int field;
};

struct four_ {
	int field;
};

struct four {
	int pad[6];
	int field;
};

struct deep___inner___x {
	int pad[3];
	int field;
};

struct deep {
	int field;
};

struct trailing___ keep_trailing___;
struct trailing keep_trailing;
struct four____more keep_four____more;
struct four_ keep_four_;
struct four keep_four;
struct deep___inner___x keep_deep___inner___x;
struct deep keep_deep;
