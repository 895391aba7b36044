//! The thread on which a loader lives, so that loads and runs never overlap and never hold up the server.

use std::{
    any::Any,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc,
    thread,
};

use tokio::sync::oneshot;

use crate::{LoadRequest, LoadResponse, Loader, Ran, RunRequest};

/// Bytes. What a main thread has by default: an object that fits a library there has to fit it here.
const STACK_SIZE: usize = 8 << 20;

/// Something to do with the loader.
type Job = Box<dyn FnOnce(&mut dyn Loader) + Send>;

/// Hands work to the loader's thread, one piece after the other.
pub struct Worker {
    jobs: mpsc::Sender<Job>,
}

impl Worker {
    /// Starts the thread. It ends with the worker.
    pub fn start(mut loader: impl Loader) -> io::Result<Self> {
        let (jobs, queue) = mpsc::channel::<Job>();
        thread::Builder::new().name("loader".into()).stack_size(STACK_SIZE).spawn(move || {
            for job in queue {
                job(&mut loader);
            }
        })?;
        Ok(Self { jobs })
    }

    /// Loads one object. The error is the message of a panic.
    pub async fn load(&self, request: LoadRequest) -> Result<LoadResponse, String> {
        self.make(move |loader| {
            let outcome = Some(loader.load(&request));
            LoadResponse { outcome, report: loader.report() }
        })
        .await
    }

    /// Runs a program of the last load. The error is the message of a panic.
    pub async fn run(&self, request: RunRequest) -> Result<Ran, String> {
        self.make(move |loader| loader.run(&request)).await
    }

    async fn make<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Loader) -> T + Send + 'static,
    ) -> Result<T, String> {
        const GONE: &str = "the loader's thread is gone";
        let (answer, made) = oneshot::channel();
        let job = move |loader: &mut dyn Loader| {
            let made = catch_unwind(AssertUnwindSafe(|| work(loader)));
            // Nobody waits any more where the host gave up: nothing to do about that here.
            let _ = answer.send(made.map_err(|panic| text(&*panic)));
        };
        self.jobs.send(Box::new(job)).map_err(|_| GONE)?;
        made.await.map_err(|_| GONE)?
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
    use crate::{DescribeResponse, Outcome, Unsupported, describe};

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
                let answer = Outcome::Unsupported(Unsupported::default());
                assert_eq!(first, Ok(LoadResponse { outcome: Some(answer), report: None }));
                assert_eq!(first, second);
            }
        });
    }
}
