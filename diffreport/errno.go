package diffreport

import "strconv"

// errnoNames are the names of the error numbers that bpf(2) returns, and of libbpf's own from 4000 on. The numbers are
// Linux's, on whatever system the report is read.
// https://github.com/torvalds/linux/blob/v6.12/include/uapi/asm-generic/errno-base.h
// https://github.com/torvalds/linux/blob/v6.12/include/uapi/asm-generic/errno.h
// https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.h
var errnoNames = map[int]string{
	1: "EPERM", 2: "ENOENT", 3: "ESRCH", 4: "EINTR", 5: "EIO", 7: "E2BIG", 8: "ENOEXEC", 9: "EBADF", 11: "EAGAIN",
	12: "ENOMEM", 13: "EACCES", 14: "EFAULT", 16: "EBUSY", 17: "EEXIST", 19: "ENODEV", 21: "EISDIR", 22: "EINVAL",
	23: "ENFILE", 24: "EMFILE", 27: "EFBIG", 28: "ENOSPC", 33: "EDOM", 34: "ERANGE", 36: "ENAMETOOLONG", 38: "ENOSYS",
	61: "ENODATA", 62: "ETIME", 71: "EPROTO", 75: "EOVERFLOW", 95: "EOPNOTSUPP", 110: "ETIMEDOUT", 524: "ENOTSUPP",
	4000: "LIBBPF_ERRNO__LIBELF", 4001: "LIBBPF_ERRNO__FORMAT", 4002: "LIBBPF_ERRNO__KVERSION",
	4003: "LIBBPF_ERRNO__ENDIAN", 4004: "LIBBPF_ERRNO__INTERNAL", 4005: "LIBBPF_ERRNO__RELOC",
	4006: "LIBBPF_ERRNO__LOAD", 4007: "LIBBPF_ERRNO__VERIFY", 4008: "LIBBPF_ERRNO__PROG2BIG",
	4009: "LIBBPF_ERRNO__KVER", 4010: "LIBBPF_ERRNO__PROGTYPE", 4011: "LIBBPF_ERRNO__WRNGPID",
	4012: "LIBBPF_ERRNO__INVSEQ", 4013: "LIBBPF_ERRNO__NLPARSE",
}

// Errno names an error number: "EINVAL", "errno 99" where it has no name here, "no errno" for 0.
func Errno(n int) string {
	if n == 0 {
		return "no errno"
	}
	if name, ok := errnoNames[n]; ok {
		return name
	}
	return "errno " + strconv.Itoa(n)
}
