// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A target that lacks the type the program asks for.
struct present {
	int a;
};

struct present keep_present;
