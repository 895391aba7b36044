//! What aya says when it refuses.

use std::{error::Error, io, iter};

use aya::{maps::MapError, programs::ProgramError};

/// The error number at the end of a chain of errors; 0 where there is none.
pub fn errno(error: &(dyn Error + 'static)) -> i32 {
    chain(error).filter_map(io_error).find_map(io::Error::raw_os_error).unwrap_or(0)
}

/// The messages along a chain of errors, without those that the message before already contains.
pub fn message(error: &(dyn Error + 'static)) -> String {
    let mut whole = String::new();
    let mut last = String::new();
    for message in chain(error).map(ToString::to_string) {
        if last.contains(&message) {
            continue;
        }
        let separator = if whole.is_empty() { "" } else { ": " };
        whole = whole + separator + &message;
        last = message;
    }
    whole
}

fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let mut next = Some(error);
    iter::from_fn(move || {
        let error = next?;
        next = error.source();
        Some(error)
    })
}

/// A transparent variant is no link of the chain: the error that it wraps has to be asked for.
fn io_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a io::Error> {
    if let Some(ProgramError::IOError(error)) = error.downcast_ref() {
        return Some(error);
    }
    if let Some(MapError::IoError(error)) = error.downcast_ref() {
        return Some(error);
    }
    error.downcast_ref()
}
