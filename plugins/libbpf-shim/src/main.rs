//! The plugin for libbpf, the reference. README.md says what it does where libbpf leaves a choice.

use std::process::ExitCode;

use difftest_plugin::{
    Call, Capability, DescribeResponse, LoadRequest, Loaded, Loader, Outcome, Rejected, own, run,
};

mod messages;
mod object;

use object::Object;

fn main() -> ExitCode {
    run(Libbpf)
}

struct Libbpf;

impl Loader for Libbpf {
    fn describe(&self) -> DescribeResponse {
        let capabilities = [
            Capability::ProgramSelection,
            Capability::TargetBtf,
            Capability::KconfigText,
            Capability::PinPath,
            Capability::Globals,
        ];
        DescribeResponse {
            loader: "libbpf".into(),
            version: env!("LIBRARY_VERSION").into(),
            capabilities: capabilities.map(i32::from).into(),
        }
    }

    fn load(&mut self, request: &LoadRequest) -> Outcome {
        messages::collect();
        let outcome = load(request);
        let messages = messages::take();
        match outcome {
            Ok(loaded) => Outcome::Loaded(loaded),
            Err(rejected) => Outcome::Rejected(Rejected { message: messages + &rejected.message, ..rejected }),
        }
    }
}

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
        object.set_global(name, value).map_err(|errno| Rejected {
            message: format!("global variable {name}: not found, or of another size than {} bytes", value.len()),
            ..refused(Call::Open, errno)
        })?;
    }
    object.load().map_err(|errno| refused(Call::Load, errno))?;
    Ok(own(|| Loaded { programs: object.loaded_programs(), maps: object.loaded_maps() }))
}
