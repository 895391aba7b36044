// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A pinned map is reused, and then a program is refused: the pin stays, since the load has not made it.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
	__type(key, __u32);
	__type(value, __u32);
} shared SEC(".maps");

SEC("socket")
__failure
__convention("PIN-10") __convention("PIN-02")
int prog(void *ctx)
{
	int *nowhere = 0;

	opaque(nowhere);
	return *nowhere;
}
