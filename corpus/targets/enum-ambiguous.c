// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Two flavours of one enumeration, and of one struct, of which one lacks a field.
enum ambiguous___first { VALUE___first = 1 };
enum ambiguous___second { VALUE___second = 2 };

enum ambiguous___first keep_first;
enum ambiguous___second keep_second;
