// SPDX-License-Identifier: GPL-2.0-only OR MIT
// objcopy: --strip-debug

// One of the sound objects that the damaged ones are made of: relocated accesses to a struct that the target has
// otherwise.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct moved {
	__u32 word;
	__u64 wide;
	char tail[5];
} __attribute__((preserve_access_index));

enum choice {
	CHOICE = 1,
};

struct bits {
	unsigned int narrow : 3;
	unsigned int rest : 29;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
int prog(void *ctx)
{
	__u64 memory[8] = {}, sum = 0;
	struct moved *relocated = (void *)memory;
	struct bits *bits = (void *)memory;

	/* no checks: where the relocations are left out, other values are as good */
	opaque(relocated);
	sum += relocated->wide;
	sum += relocated->tail[2];
	sum += bpf_core_field_exists(relocated->word);
	sum += bpf_core_type_size(struct moved);
	sum += bpf_core_type_id_local(struct moved);
	sum += bpf_core_enum_value_exists(enum choice, CHOICE);
	if (bpf_core_type_exists(struct bits))
		sum += BPF_CORE_READ_BITFIELD(bits, narrow);
	opaque(sum);
	return 0;
}
