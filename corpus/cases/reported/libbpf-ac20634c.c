// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: write socket 4 7f000000

// The number of a type that stands in an instruction is not the one that the object's BTF gives it, as after linking
// objects whose types were put together: what stands there is not looked at.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct counted {
	int field;
};

LICENSE;

SEC("socket")
__success __retval(0)
__report("libbpf/libbpf@ac20634c")
__convention("CORE-03") __convention("CORE-20")
int prog(void *ctx)
{
	__u64 id = bpf_core_type_id_local(struct counted);

	check(id);
	check(id < 0x7f);
	return 0;
}
