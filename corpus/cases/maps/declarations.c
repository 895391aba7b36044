// SPDX-License-Identifier: GPL-2.0-only OR MIT

// However a map's type is spelled (a struct with a tag, without one, typedefs), the definition is the same.
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

typedef struct {
	FIELDS(3);
} alias;

typedef alias alias_of_alias;

struct tagged with_tag SEC(".maps");
alias_of_alias with_alias SEC(".maps");
struct {
	FIELDS(4);
} without_tag SEC(".maps");

#define check_entries(map, n)                              \
	do {                                               \
		__u32 last = (n) - 1, past = (n);          \
		check(bpf_map_lookup_elem(&map, &last));   \
		check(!bpf_map_lookup_elem(&map, &past));  \
	} while (0)

SEC("socket")
__success __retval(0)
__convention("MAP-34")
int prog(void *ctx)
{
	check_entries(with_tag, 2);
	check_entries(with_alias, 3);
	check_entries(without_tag, 4);
	return 0;
}
