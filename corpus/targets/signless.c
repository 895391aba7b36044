// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Fields that have no sign, all at the start.
union signless {
	int *pointer;
	struct {
		int a;
	} nested;
	int array[3];
};

union signless keep_signless;
