// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A type and the type of its members, nothing else.
struct pair {
	int first;
	int second;
};

struct pair *keep_pair;
