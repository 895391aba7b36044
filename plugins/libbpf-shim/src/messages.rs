//! What libbpf tells its user, collected instead of printed to standard error.

use std::cell::RefCell;
use std::ffi::{c_char, c_int};

use libbpf_sys::{__va_list_tag, LIBBPF_INFO, libbpf_print_level, libbpf_set_print};

/// Bytes kept of the messages of one load; the rest is cut off. The verifier's log, which libbpf prints whole, may have
/// sixteen million; the first million is enough to see what is wrong.
const LIMIT: usize = 1 << 20;

thread_local! {
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

unsafe extern "C" {
    fn vsnprintf(to: *mut c_char, size: usize, format: *const c_char, arguments: *mut __va_list_tag) -> c_int;
}

/// Has libbpf's messages collected from now on, by the thread on which they occur.
pub fn collect() {
    // SAFETY: `print` is a function of the type that libbpf asks for.
    unsafe { libbpf_set_print(Some(print)) };
}

/// Takes what has been collected on this thread since the last time.
pub fn take() -> String {
    String::from_utf8_lossy(&TEXT.take()).into_owned()
}

/// Drops what libbpf's own printing function drops by default: debugging output.
unsafe extern "C" fn print(level: libbpf_print_level, format: *const c_char, arguments: *mut __va_list_tag) -> c_int {
    if level > LIBBPF_INFO {
        return 0;
    }
    TEXT.with_borrow_mut(|text| {
        let room = LIMIT - text.len();
        text.reserve(room);
        // SAFETY: `room` bytes follow the text; format and arguments are libbpf's. The NUL at the end is not counted.
        unsafe {
            let wanted = vsnprintf(text.spare_capacity_mut().as_mut_ptr().cast(), room, format, arguments);
            let written = usize::try_from(wanted).unwrap_or(0).min(room.saturating_sub(1));
            text.set_len(text.len() + written);
        }
    });
    0
}
