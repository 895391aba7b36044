package normalize

import "strconv"

// errnos names the error numbers that bpf(2) and libbpf give, as Linux numbers them on every architecture that has BPF
// tools (include/uapi/asm-generic/errno-base.h, errno.h; from 4000 on enum libbpf_errno of libbpf.h).
var errnos = map[int]string{
	1: "EPERM", 2: "ENOENT", 3: "ESRCH", 4: "EINTR", 5: "EIO", 6: "ENXIO", 7: "E2BIG", 9: "EBADF", 11: "EAGAIN", 12: "ENOMEM",
	13: "EACCES", 14: "EFAULT", 16: "EBUSY", 17: "EEXIST", 19: "ENODEV", 20: "ENOTDIR", 21: "EISDIR", 22: "EINVAL",
	24: "EMFILE", 28: "ENOSPC", 33: "EDOM", 34: "ERANGE", 36: "ENAMETOOLONG", 38: "ENOSYS", 40: "ELOOP", 61: "ENODATA",
	71: "EPROTO", 75: "EOVERFLOW", 84: "EILSEQ", 90: "EMSGSIZE", 95: "EOPNOTSUPP", 97: "EAFNOSUPPORT", 105: "ENOBUFS", 110: "ETIMEDOUT", 117: "EUCLEAN", 524: "ENOTSUPP",
	4000: "LIBBPF_ERRNO__LIBELF", 4001: "LIBBPF_ERRNO__FORMAT", 4002: "LIBBPF_ERRNO__KVERSION",
	4003: "LIBBPF_ERRNO__ENDIAN", 4004: "LIBBPF_ERRNO__INTERNAL", 4005: "LIBBPF_ERRNO__RELOC",
	4006: "LIBBPF_ERRNO__LOAD", 4007: "LIBBPF_ERRNO__VERIFY", 4008: "LIBBPF_ERRNO__PROG2BIG",
	4009: "LIBBPF_ERRNO__KVER", 4010: "LIBBPF_ERRNO__PROGTYPE", 4011: "LIBBPF_ERRNO__WRNGPID",
	4012: "LIBBPF_ERRNO__INVSEQ", 4013: "LIBBPF_ERRNO__NLPARSE",
}

// ErrnoName names an error number, "EINVAL"; one that is not known is its number.
func ErrnoName(errno int) string {
	if name, ok := errnos[errno]; ok {
		return name
	}
	return strconv.Itoa(errno)
}
