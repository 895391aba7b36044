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

#[cfg(test)]
mod tests {
    use std::thread::{ThreadId, current, yield_now};

    use super::*;
    use crate::{DescribeResponse, Unsupported, describe};

    /// Panics where the path says so and where two loads overlap or come on different threads.
    #[derive(Default)]
    struct Strict {
        busy: bool,
        thread: Option<ThreadId>,
    }

    impl Loader for Strict {
        fn describe(&self) -> DescribeResponse {
            describe("strict", "1.0.0", &[])
        }

        fn load(&mut self, request: &LoadRequest) -> Outcome {
            assert_eq!(*self.thread.get_or_insert(current().id()), current().id(), "another thread");
            assert!(!self.busy, "two loads at a time");
            self.busy = true;
            yield_now();
            self.busy = false;
            assert!(request.object_path.is_empty(), "asked for: {}", request.object_path);
            Outcome::Unsupported(Unsupported::default())
        }
    }

    #[test]
    fn loads_one_at_a_time_and_survives_a_panic() {
        let worker = Worker::start(Strict::default()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let bad = LoadRequest { object_path: "panic".into(), ..Default::default() };
            assert_eq!(worker.load(bad).await.unwrap_err(), "asked for: panic");
            for _ in 0..100 {
                let (first, second) =
                    tokio::join!(worker.load(LoadRequest::default()), worker.load(LoadRequest::default()));
                assert_eq!(first, Ok(Outcome::Unsupported(Unsupported::default())));
                assert_eq!(first, second);
            }
        });
    }
}
