// SPDX-License-Identifier: GPL-2.0-only OR MIT

// One field in 64 anonymous structs, each in another.
#define FOUR(x) x x x x
#define SIXTY_FOUR(x) FOUR(FOUR(FOUR(x)))

struct deep {
	SIXTY_FOUR(struct {) int field; SIXTY_FOUR(};)
};

struct deep keep_deep;
