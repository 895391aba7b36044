//! Marks the bpf(2) calls that a plugin makes for itself.

/// bpf(2) commands that no kernel knows. The kernel answers EINVAL; whoever observes bpf(2) sees the brackets.
const BEGIN: libc::c_long = 0x6466_0001;
const END: libc::c_long = 0x6466_0000;

/// Runs `calls`, which ask the kernel for ids and do nothing else, and marks the bpf(2) calls made meanwhile as the
/// plugin's own, so that they are not taken for the library's.
pub fn own<T>(calls: impl FnOnce() -> T) -> T {
    /// Closes the bracket when `calls` panics, too.
    struct Bracket;
    impl Drop for Bracket {
        fn drop(&mut self) {
            mark(END);
        }
    }
    mark(BEGIN);
    let _bracket = Bracket;
    calls()
}

fn mark(command: libc::c_long) {
    let no_attribute = std::ptr::null_mut::<libc::c_void>();
    // SAFETY: a null attribute of size zero; the kernel reads nothing and refuses the command.
    unsafe { libc::syscall(libc::SYS_bpf, command, no_attribute, 0 as libc::c_long) };
}
