// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Without a license section the license is "", so the kernel refuses a helper that is for GPL programs only.
#include "difftest.h"

SEC("xdp")
__failure __msg("cannot call GPL-restricted function from non-GPL compatible program")
__convention("LIC-01")
int gpl_only(struct xdp_md *ctx)
{
	struct bpf_fib_lookup lookup = {};

	return bpf_fib_lookup(ctx, &lookup, sizeof(lookup), 0);
}
