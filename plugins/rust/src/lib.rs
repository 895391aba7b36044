//! The Rust side of difftest's plugin contract: write a [`Loader`], hand it to [`run`].
//!
//! ```no_run
//! use difftest_plugin::{DescribeResponse, LoadRequest, Loader, Outcome, Unsupported, describe};
//!
//! struct Nothing;
//!
//! impl Loader for Nothing {
//!     fn describe(&self) -> DescribeResponse {
//!         describe("nothing", "1.0.0", &[])
//!     }
//!
//!     fn load(&mut self, request: &LoadRequest) -> Outcome {
//!         let message = format!("cannot load {}", request.object_path);
//!         Outcome::Unsupported(Unsupported { message, ..Default::default() })
//!     }
//! }
//!
//! fn main() -> std::process::ExitCode {
//!     difftest_plugin::run(Nothing)
//! }
//! ```
//!
//! What each field of a request and an answer means stands in `plugins/proto/loader.proto`. The crate speaks the
//! server's half of hashicorp/go-plugin's protocol.

#![warn(missing_docs)]

use std::{env, process::ExitCode};

pub mod errors;
mod handshake;
mod own;
#[allow(missing_docs, clippy::all)]
mod proto {
    tonic::include_proto!("difftest.plugin.v1");
}
mod server;
mod worker;

pub use own::own;
pub use proto::{
    Call, Capability, Contents, DescribeResponse, Done, Element, LoadRequest, LoadResponse, Loaded, Named, Rejected,
    Report, ReportedFunction, ReportedMap, ReportedProgram, RunRequest, Stopped, Unsupported, load_response::Outcome,
    run_response::Outcome as Ran,
};

/// Drives one library that loads BPF objects.
pub trait Loader: Send + 'static {
    /// Says what the plugin drives. Makes no bpf(2) call and loads nothing. Called once, when the process starts.
    fn describe(&self) -> DescribeResponse;

    /// Handles one object. Whatever the library says is an outcome; a panic means that the plugin itself broke. It
    /// reaches the host as a gRPC error, and the same loader is asked again for the next object.
    ///
    /// Always called on the same thread, which is not the main one and has a stack as large as the main one's.
    fn load(&mut self, request: &LoadRequest) -> Outcome;

    /// What the last load has made of its object. For loaders without a kernel, which say so in `describe`; of all
    /// others the host sees that at bpf(2).
    fn report(&mut self) -> Option<Report> {
        None
    }

    /// Runs a program of the last load. For loaders without a kernel.
    fn run(&mut self, _request: &RunRequest) -> Ran {
        Ran::Unsupported(Unsupported { message: "this loader runs no programs".into(), ..Default::default() })
    }
}

/// The answer of [`Loader::describe`]: the loader's name as registered, the version of the library that is built in,
/// and what a request may ask for.
pub fn describe(loader: &str, version: &str, capabilities: &[Capability]) -> DescribeResponse {
    let capabilities = capabilities.iter().copied().map(i32::from).collect();
    DescribeResponse { loader: loader.into(), version: version.into(), capabilities, without_kernel: false }
}

/// Runs the plugin until the host tells it to stop; the whole of a plugin's `main`.
///
/// With the argument `--version` it prints the library's version and nothing else, and succeeds. Started by hand in
/// any other way it says what it is and fails.
pub fn run(loader: impl Loader) -> ExitCode {
    let description = loader.describe();
    if env::args_os().nth(1).is_some_and(|argument| argument == "--version") {
        println!("{}", description.version);
        return ExitCode::SUCCESS;
    }
    let name = description.loader.clone();
    if !handshake::started_by_host() {
        eprintln!(
            "{name}: this program is a plugin of difftest, which starts it when it needs it; \
             by hand it answers only to --version"
        );
        return ExitCode::FAILURE;
    }
    match server::serve(loader, description) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{name}: {error}");
            ExitCode::FAILURE
        }
    }
}
