//! The thread on which a loader lives, so that loads never overlap and never hold up the server.

use std::{
    any::Any,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc,
    thread,
};

use tokio::sync::oneshot;

use crate::{LoadRequest, Loader, Outcome};

/// Bytes. What a main thread has by default: an object that fits a library there has to fit it here.
const STACK_SIZE: usize = 8 << 20;

/// A load to do, and where its answer goes. The error is the message of a panic.
struct Job {
    request: LoadRequest,
    answer: oneshot::Sender<Result<Outcome, String>>,
}

/// Hands loads to the loader's thread, one after the other.
pub struct Worker {
    jobs: mpsc::Sender<Job>,
}

impl Worker {
    /// Starts the thread. It ends with the worker.
    pub fn start(mut loader: impl Loader) -> io::Result<Self> {
        let (jobs, queue) = mpsc::channel::<Job>();
        thread::Builder::new().name("loader".into()).stack_size(STACK_SIZE).spawn(move || {
            for Job { request, answer } in queue {
                let outcome = catch_unwind(AssertUnwindSafe(|| loader.load(&request)));
                // Nobody waits any more where the host gave up: nothing to do about that here.
                let _ = answer.send(outcome.map_err(|panic| text(&*panic)));
            }
        })?;
        Ok(Self { jobs })
    }

    /// Loads one object. The error is the message of a panic.
    pub async fn load(&self, request: LoadRequest) -> Result<Outcome, String> {
        const GONE: &str = "the loader's thread is gone";
        let (answer, outcome) = oneshot::channel();
        self.jobs.send(Job { request, answer }).map_err(|_| GONE)?;
        outcome.await.map_err(|_| GONE)?
    }
}

fn text(panic: &(dyn Any + Send)) -> String {
    let literal = panic.downcast_ref::<&str>().map(ToString::to_string);
    literal.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".into())
}
