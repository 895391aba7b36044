//! The plugin for aya. README.md says what it does where aya leaves a choice.

use std::process::ExitCode;

use aya::{Btf, Ebpf, EbpfError, EbpfLoader, Endianness};
use difftest_plugin::{
    Call, Capability, DescribeResponse, LoadRequest, Loaded, Loader, Outcome, Rejected, Unsupported, describe, errors,
    own, run,
};

mod ids;
mod programs;
mod versions;

use programs::{Refusal, Targets};

fn main() -> ExitCode {
    run(Aya)
}

struct Aya;

impl Loader for Aya {
    fn describe(&self) -> DescribeResponse {
        use Capability::{Globals, PinPath, ProgramSelection, TargetBtf};
        let capabilities = [ProgramSelection, TargetBtf, PinPath, Globals];
        describe("aya", env!("LIBRARY_VERSION"), &capabilities)
    }

    fn load(&mut self, request: &LoadRequest) -> Outcome {
        if !request.kconfig.is_empty() {
            return Outcome::Unsupported(Unsupported {
                capability: Capability::KconfigText.into(),
                message: "aya knows no kconfig".into(),
            });
        }
        match create(request) {
            Ok(ebpf) => load(ebpf, request),
            Err(error) => Outcome::Rejected(rejected(&error)),
        }
    }
}

/// Opens the object and creates its maps, which aya does in one step.
fn create(request: &LoadRequest) -> Result<Ebpf, EbpfError> {
    let mut loader = EbpfLoader::new();
    let target;
    if !request.target_btf_path.is_empty() {
        target = Btf::parse_file(&request.target_btf_path, Endianness::default())?;
        loader.btf(Some(&target));
    }
    if !request.pin_path.is_empty() {
        versions::pin_directory(&mut loader, &request.pin_path);
    }
    for (name, value) in &request.globals {
        versions::set_global(&mut loader, name, value);
    }
    loader.load_file(&request.object_path)
}

/// Loads the programs, one after the other in the order of their names, until one is refused.
fn load(mut ebpf: Ebpf, request: &LoadRequest) -> Outcome {
    let targets = Targets::new(&request.attach_targets);
    for name in programs::select(&ebpf, &request.programs) {
        let Some(program) = ebpf.program_mut(&name) else {
            let message = "no such program".into();
            let call = Call::Load.into();
            return Outcome::Rejected(Rejected { call, message, program: name, ..Default::default() });
        };
        match targets.load(&name, program) {
            Ok(()) => {}
            Err(Refusal::Aya(error)) => {
                return Outcome::Rejected(Rejected { program: name, ..rejected(&*error) });
            }
            Err(Refusal::Argument(what)) => {
                let message = format!("{name}: aya asks its caller for {what}");
                return Outcome::Unsupported(Unsupported { message, ..Default::default() });
            }
        }
    }
    Outcome::Loaded(own(|| Loaded { programs: ids::programs(&ebpf), maps: ids::maps(&ebpf) }))
}

fn rejected(error: &(dyn std::error::Error + 'static)) -> Rejected {
    let (errno, message) = (errors::errno(error), errors::message(error));
    Rejected { call: Call::Load.into(), errno, message, ..Default::default() }
}
