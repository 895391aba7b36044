/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What a case includes: checks for programs that test themselves, and tags that say in the object what is expected of it.
 *
 * A program that can be run returns 0, or the source line of the check that failed.
 */
#ifndef DIFFTEST_H
#define DIFFTEST_H

#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

/* check leaves the program with the line's number when cond does not hold. */
#define check(cond)                      \
	do {                             \
		if (!(cond))             \
			return __LINE__; \
	} while (0)

/* check_eq leaves the program with the line's number when got is not want. */
#define check_eq(got, want) check((got) == (want))

/* opaque hides from the compiler what it knows of a variable's value, so that a check is not folded away. */
#define opaque(var) asm volatile("" : "+r"(var))

/*
 * Expectations, with the names and spelling of the kernel's selftests (tools/testing/selftests/bpf/progs/bpf_misc.h), so
 * that one reader understands both:
 * https://github.com/torvalds/linux/blob/0791faebfe750292a8a842b64795a390ca4a3b51/tools/testing/selftests/bpf/progs/bpf_misc.h
 * They stand before the function they are about.
 */
#define __decl_comment(text) __attribute__((btf_decl_tag("comment:" text)))
#define __success __decl_comment("test_expect_success")
#define __failure __decl_comment("test_expect_failure")
#define __msg(msg) __decl_comment("test_expect_msg=" msg)
#define __retval(val) __decl_comment("test_retval=" #val)
#define __description(desc) __decl_comment("test_description=" desc)
#define __log_level(lvl) __decl_comment("test_log_level=" #lvl)
#define __flag(flag) __decl_comment("test_prog_flags=" #flag)
#define __auxiliary __decl_comment("test_auxiliary")

/*
 * __convention says which convention of libbpf the case exercises, by its id. The tag may stand on a function or on a
 * global variable, several times. An object that carries no BTF says the same in its side file.
 */
#define __convention(id) __decl_comment("test_convention=" id)

/*
 * __report says which public report's defect the case shows, by the id that reported.toml lists it under. It may stand
 * where __convention may.
 */
#define __report(id) __decl_comment("test_report=" id)

/*
 * __needs says what the case needs of a target so that all of it can be shown there: "kernel 5.18", "config CONFIG_NET_NS",
 * "prog_type tracing", "cpus 2", "btf". It may stand where __convention may, once for each need.
 */
#define __needs(need) __decl_comment("test_needs=" need)

/*
 * __changes says what a run leaves in a map, as the canonical form writes it: "hits[0x06] = 0x32", after the first input of
 * the program's type, or after another that stands before it: "zeros-64: hits[0x00] = 0x32".
 */
#define __changes(text) __decl_comment("test_changes=" text)

/* __run says how runs of a program end where they do not return: "died", "timed-out". */
#define __run(status) __decl_comment("test_run=" status)

/* LICENSE is the license section that nearly every case has. */
#define LICENSE char _license[] SEC("license") __tagged_license = "GPL"
#define __tagged_license

/* Whatever a case is about, its build in the other byte order is about that alone, and is refused. */
#ifdef DIFFTEST_OTHER_BYTE_ORDER
#undef __success
#define __success __failure
#undef __convention
#define __convention(id)
#undef __changes
#define __changes(text)
#undef __tagged_license
#define __tagged_license __decl_comment("test_convention=ELF-02")
#endif

#endif
