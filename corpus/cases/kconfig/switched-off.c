// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An option that the text switches off by n, as a boolean, a tristate and a letter.
#include "difftest.h"

extern _Bool CONFIG_BOOLEAN __kconfig;
extern enum libbpf_tristate CONFIG_TRISTATE __kconfig;
extern enum libbpf_tristate CONFIG_MODULE __kconfig;
extern char CONFIG_LETTER __kconfig;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("KCF-07")
int prog(void *ctx)
{
	check_eq(CONFIG_BOOLEAN, 0);
	check_eq(CONFIG_TRISTATE, TRI_NO);
	check_eq(CONFIG_MODULE, TRI_MODULE);
	check_eq(CONFIG_LETTER, 'n');
	return 0;
}
