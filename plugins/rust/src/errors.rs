//! What a library written in Rust says when it refuses.

use std::{error::Error, io, iter};

/// The error number in a chain of errors; 0 where there is none.
pub fn errno(error: &(dyn Error + 'static)) -> i32 {
    chain(error).find_map(|error| error.downcast_ref::<io::Error>()?.raw_os_error()).unwrap_or(0)
}

/// The messages along a chain of errors, without those that the one before already contains.
pub fn message(error: &(dyn Error + 'static)) -> String {
    let mut messages: Vec<_> = chain(error).map(ToString::to_string).collect();
    messages.dedup_by(|message, before| before.contains(&*message));
    messages.join(": ")
}

fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let mut next = Some(error);
    iter::from_fn(move || {
        let error = next?;
        next = error.source();
        Some(error)
    })
}
