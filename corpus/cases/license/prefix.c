// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The section is named exactly "license": a longer name is an unknown section, so the program has no license and the
// kernel refuses a helper that is for GPL programs only.
#include "difftest.h"

char _license[] SEC("license_x") = "GPL";

SEC("xdp")
__failure __msg("cannot call GPL-restricted function from non-GPL compatible program")
__convention("LIC-03")
int gpl_only(struct xdp_md *ctx)
{
	struct bpf_fib_lookup lookup = {};

	return bpf_fib_lookup(ctx, &lookup, sizeof(lookup), 0);
}
