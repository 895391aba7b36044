// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Options from a text that replaces the running kernel's: every type, numbers in three notations, text that is cut to
// the variable with a NUL kept, and options that are not set.
#include "difftest.h"

extern enum libbpf_tristate CONFIG_YES __kconfig;
extern enum libbpf_tristate CONFIG_MODULE __kconfig;
extern _Bool CONFIG_BOOL __kconfig;
extern char CONFIG_LETTER __kconfig;
extern __s8 CONFIG_NEGATIVE __kconfig;
extern __u16 CONFIG_OCTAL __kconfig;
extern __u32 CONFIG_HEX __kconfig;
extern __u64 CONFIG_WIDE __kconfig;
extern char CONFIG_LONG_TEXT[6] __kconfig;
extern char CONFIG_TEXT[16] __kconfig;
extern int CONFIG_UNSET __kconfig __weak;
extern enum libbpf_tristate CONFIG_COMMENTED __kconfig __weak;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("KCF-07") __convention("KCF-08") __convention("KCF-09")
int prog(void *ctx)
{
	check_eq(CONFIG_YES, TRI_YES);
	check_eq(CONFIG_MODULE, TRI_MODULE);
	check_eq(CONFIG_BOOL, 1);
	check_eq(CONFIG_LETTER, 'm');
	check_eq(CONFIG_NEGATIVE, -5);
	check_eq(CONFIG_OCTAL, 8);
	check_eq(CONFIG_HEX, 0xdeadbeef);
	check_eq(CONFIG_WIDE, 0xfedcba9876543210ULL);
	check_eq(CONFIG_LONG_TEXT[4], 'e');
	check_eq(CONFIG_LONG_TEXT[5], 0);
	check_eq(CONFIG_TEXT[0], 's');
	check_eq(CONFIG_TEXT[4], 't');
	check_eq(CONFIG_TEXT[5], 0);
	check_eq(CONFIG_UNSET, 0);
	check_eq(CONFIG_COMMENTED, TRI_NO);
	return 0;
}
