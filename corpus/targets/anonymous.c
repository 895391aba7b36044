// SPDX-License-Identifier: GPL-2.0-only OR MIT

// What is anonymous in the program is not here, and the other way round.
struct nested {
	int pad;
	struct {
		int pad_inside;
		union {
			int a;
			char bytes[4];
		};
		struct {
			struct {
				int b;
			};
			int c;
		};
	};
	struct {
		int d;
	} named;
};

struct nested keep_nested;
