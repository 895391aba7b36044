//! Memory whose addresses fit into 32 bits: a context holds the packet's ends in fields of that size, which the kernel's
//! verifier widens and rbpf takes as they are.

use std::{io, ops::Range, ptr, slice};

/// A page of such memory. It is given back when it is dropped.
pub struct LowPage {
    address: *mut libc::c_void,
}

impl LowPage {
    /// Bytes that fit.
    pub const SIZE: usize = 4096;

    pub fn new() -> io::Result<Self> {
        let (protection, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
        // SAFETY: a new mapping that overlaps no other.
        let address = unsafe { libc::mmap(ptr::null_mut(), Self::SIZE, protection, flags | libc::MAP_32BIT, -1, 0) };
        if address == libc::MAP_FAILED { Err(io::Error::last_os_error()) } else { Ok(Self { address }) }
    }

    /// The address of the page.
    pub fn address(&self) -> u32 {
        u32::try_from(self.address.addr()).expect("MAP_32BIT gives addresses below 2 GiB")
    }

    /// The first bytes of the page.
    pub fn bytes(&mut self, len: usize) -> &mut [u8] {
        assert!(len <= Self::SIZE);
        // SAFETY: the page is there as long as self, and borrowed mutably.
        unsafe { slice::from_raw_parts_mut(self.address.cast(), len) }
    }
}

impl Drop for LowPage {
    fn drop(&mut self) {
        // SAFETY: the mapping that new made.
        unsafe { libc::munmap(self.address, Self::SIZE) };
    }
}

// SAFETY: nothing else refers to the page.
unsafe impl Send for LowPage {}

/// The addresses of a slice.
pub fn addresses(bytes: &[u8]) -> Range<u64> {
    let range = bytes.as_ptr_range();
    range.start.addr() as u64..range.end.addr() as u64
}
