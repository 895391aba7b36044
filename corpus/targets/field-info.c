// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Fields of other sizes and signs.
struct described {
	char name[24];
	signed short was_unsigned;
	unsigned short was_signed;
	struct {
		long a, b;
	} nested;
};

struct described keep_described;
