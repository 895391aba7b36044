// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A struct and a function of the same name.
struct looked_up {
	int pad[2];
	int field;
};

int looked_up(struct looked_up *found)
{
	return found->field;
}
