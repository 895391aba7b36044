// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map variable may be const, also through a typedef; its section is then not writable.
#include "difftest.h"

LICENSE;

#define FIELDS(n)                          \
	__uint(type, BPF_MAP_TYPE_ARRAY);  \
	__uint(max_entries, n);            \
	__type(key, __u32);                \
	__type(value, __u32)

struct tagged {
	FIELDS(2);
};

typedef const struct tagged constant_alias;

constant_alias with_alias SEC(".maps");
const struct {
	FIELDS(4);
} without_tag SEC(".maps");

#define check_entries(map, n)                                      \
	do {                                                       \
		__u32 last = (n) - 1, past = (n);                  \
		check(bpf_map_lookup_elem((void *)&map, &last));   \
		check(!bpf_map_lookup_elem((void *)&map, &past));  \
	} while (0)

SEC("socket")
__success __retval(0)
__convention("MAP-34")
int prog(void *ctx)
{
	check_entries(with_alias, 2);
	check_entries(without_tag, 4);
	return 0;
}
