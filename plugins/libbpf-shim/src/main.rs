//! The plugin for libbpf, the reference. README.md says what it does where libbpf leaves a choice.

use std::process::ExitCode;

use difftest_plugin::{
    Call, Capability, DescribeResponse, LoadRequest, Loaded, Loader, Outcome, Rejected, describe, own, run,
};

mod messages;
mod object;

use object::Object;

fn main() -> ExitCode {
    messages::collect();
    run(Libbpf)
}

struct Libbpf;

impl Loader for Libbpf {
    fn describe(&self) -> DescribeResponse {
        use Capability::{Globals, KconfigText, PinPath, ProgramSelection, TargetBtf};
        let capabilities = [ProgramSelection, TargetBtf, KconfigText, PinPath, Globals];
        describe("libbpf", &object::version(), &capabilities)
    }

    fn load(&mut self, request: &LoadRequest) -> Outcome {
        let loaded = load(request);
        let messages = messages::take();
        let rejected = |refusal: Rejected| Rejected { message: messages + &refusal.message, ..refusal };
        loaded.map_or_else(|refusal| Outcome::Rejected(rejected(refusal)), Outcome::Loaded)
    }
}

/// What libbpf had to say comes from `messages`: a message here is about a step that libbpf leaves to its user.
fn load(request: &LoadRequest) -> Result<Loaded, Rejected> {
    let refused = |call: Call, errno| Rejected { call: call.into(), errno, ..Default::default() };
    let mut object = Object::open(request).map_err(|errno| refused(Call::Open, errno))?;
    if !request.programs.is_empty() {
        object.select(&request.programs).map_err(|name| Rejected {
            message: "no such program".into(),
            program: name.into(),
            ..refused(Call::Open, libc::ENOENT)
        })?;
    }
    for (name, value) in &request.globals {
        object.set_global(name, value).ok_or_else(|| Rejected {
            message: format!("no global variable {name} of {} bytes", value.len()),
            ..refused(Call::Open, 0)
        })?;
    }
    object.load().map_err(|errno| refused(Call::Load, errno))?;
    Ok(own(|| Loaded { programs: object.loaded_programs(), maps: object.loaded_maps() }))
}
