// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An object that every library opens and that the kernel's verifier refuses: r9 is read before it is set.

#define SEC(name) __attribute__((section(name), used))

SEC("xdp")
int refused(void *ctx)
{
	int value;

	asm volatile("%0 = r9" : "=r"(value));
	return value;
}

char _license[] SEC("license") = "Dual MIT/GPL";
