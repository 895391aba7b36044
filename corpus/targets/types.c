// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The types that the program asks for, in known places: the first type of this BTF is struct known.
struct known {
	int a[10];
};

union either {
	int a;
	char b[12];
};

enum choice {
	CHOSEN = 1,
};

typedef struct known *known_pointer;

struct known keep_known;
union either keep_either;
enum choice keep_choice;
known_pointer keep_known_pointer;
