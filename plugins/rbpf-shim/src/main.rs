//! The plugin for rbpf. README.md says what it does where rbpf leaves a choice.

use std::process::ExitCode;

use difftest_plugin::{
    Call, Capability, DescribeResponse, LoadRequest, Loaded, Loader, Named, Outcome, Ran, Rejected, Report,
    ReportedProgram, RunRequest, Unsupported, describe, errors, run,
};

mod context;
mod machine;
mod memory;
mod object;

use machine::Machine;
use object::Object;

fn main() -> ExitCode {
    run(Rbpf::default())
}

/// The loader, with what the last load has made.
#[derive(Default)]
struct Rbpf {
    report: Option<Report>,
    machine: Option<Machine>,
}

impl Loader for Rbpf {
    fn describe(&self) -> DescribeResponse {
        use Capability::{Globals, ProgramSelection, TargetBtf};
        let capabilities = [ProgramSelection, TargetBtf, Globals];
        DescribeResponse { without_kernel: true, ..describe("rbpf", env!("LIBRARY_VERSION"), &capabilities) }
    }

    fn load(&mut self, request: &LoadRequest) -> Outcome {
        *self = Self::default();
        if let Some(capability) = lacking(request) {
            let message = "rbpf has no kernel to ask".into();
            return Outcome::Unsupported(Unsupported { capability: capability.into(), message });
        }
        match Object::read(request) {
            Ok(object) => self.prepare(object, &request.programs),
            Err((call, error)) => {
                let message = errors::message(&*error);
                Outcome::Rejected(Rejected { call: call.into(), message, ..Default::default() })
            }
        }
    }

    fn report(&mut self) -> Option<Report> {
        self.report.take()
    }

    fn run(&mut self, request: &RunRequest) -> Ran {
        let machine = self.machine.as_mut().expect("a run follows a load that was not rejected at open");
        machine.run(request)
    }
}

impl Rbpf {
    /// Has rbpf's verifier look at the programs, one after the other in the order of their names, until it refuses one.
    fn prepare(&mut self, object: Object, wanted: &[String]) -> Outcome {
        let Object { mut programs, maps } = object;
        if let Some(missing) = wanted.iter().find(|name| programs.iter().all(|program| program.name != **name)) {
            return rejected(missing.clone(), "no such program".into());
        }
        programs.retain(|program| wanted.is_empty() || wanted.contains(&program.name));
        let refused = programs.iter_mut().position(machine::refuses);
        if let Some(last) = refused {
            programs.truncate(last + 1);
        }
        let outcome = match (refused, programs.last()) {
            (Some(_), Some(last)) => rejected(last.name.clone(), last.refusal.clone()),
            _ => loaded(&programs, maps.iter().map(|map| &map.name)),
        };
        self.machine = Some(Machine::new(&programs, &maps));
        self.report = Some(Report { programs, maps });
        outcome
    }
}

/// What the request asks for that a runtime in user space does not have.
fn lacking(request: &LoadRequest) -> Option<Capability> {
    match request {
        LoadRequest { kconfig, .. } if !kconfig.is_empty() => Some(Capability::KconfigText),
        LoadRequest { pin_path, .. } if !pin_path.is_empty() => Some(Capability::PinPath),
        _ => None,
    }
}

fn rejected(program: String, message: String) -> Outcome {
    Outcome::Rejected(Rejected { call: Call::Load.into(), errno: 0, message, program })
}

fn loaded<'a>(programs: &[ReportedProgram], maps: impl Iterator<Item = &'a String>) -> Outcome {
    let named = |name: &String| Named { name: name.clone(), id: 0 };
    let programs = programs.iter().map(|program| named(&program.name)).collect();
    Outcome::Loaded(Loaded { programs, maps: maps.map(named).collect() })
}
