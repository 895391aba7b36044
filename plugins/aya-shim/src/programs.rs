//! Loading single programs, with the arguments that aya wants for some of them.

use std::{cell::OnceCell, collections::BTreeMap};

use aya::{
    Btf, Ebpf,
    programs::{Program, ProgramError},
};

#[cfg(not(aya_before_0_14))]
use crate::versions;

/// Why a program was not loaded.
pub enum Refusal {
    /// aya said so.
    Aya(Box<ProgramError>),
    /// The request does not say what aya wants to know; the text names it.
    Argument(&'static str),
}

impl<E: Into<ProgramError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Aya(Box::new(error.into()))
    }
}

/// The names of the programs to load, sorted: aya keeps programs in no order.
pub fn select(ebpf: &Ebpf, wanted: &[String]) -> Vec<String> {
    let mut names: Vec<String> =
        if wanted.is_empty() { ebpf.programs().map(|(name, _)| name.into()).collect() } else { wanted.into() };
    names.sort();
    names.dedup();
    names
}

/// What programs attach to, by program name.
pub struct Targets<'a> {
    names: &'a BTreeMap<String, String>,
    kernel: OnceCell<Btf>,
}

impl<'a> Targets<'a> {
    pub fn new(names: &'a BTreeMap<String, String>) -> Self {
        Self { names, kernel: OnceCell::new() }
    }

    /// Has aya load the program that it knows as `name`.
    pub fn load(&self, name: &str, program: &mut Program) -> Result<(), Refusal> {
        match program {
            Program::CgroupDevice(program) => program.load()?,
            Program::CgroupSkb(program) => program.load()?,
            Program::CgroupSock(program) => program.load()?,
            Program::CgroupSockAddr(program) => program.load()?,
            Program::CgroupSockopt(program) => program.load()?,
            Program::CgroupSysctl(program) => program.load()?,
            Program::KProbe(program) => program.load()?,
            Program::LircMode2(program) => program.load()?,
            Program::PerfEvent(program) => program.load()?,
            Program::RawTracePoint(program) => program.load()?,
            Program::SchedClassifier(program) => program.load()?,
            Program::SkLookup(program) => program.load()?,
            Program::SkMsg(program) => program.load()?,
            Program::SkSkb(program) => program.load()?,
            Program::SockOps(program) => program.load()?,
            Program::SocketFilter(program) => program.load()?,
            Program::TracePoint(program) => program.load()?,
            Program::UProbe(program) => program.load()?,
            Program::Xdp(program) => program.load()?,
            Program::BtfTracePoint(program) => program.load(self.name(name)?, self.kernel()?)?,
            Program::FEntry(program) => program.load(self.name(name)?, self.kernel()?)?,
            Program::FExit(program) => program.load(self.name(name)?, self.kernel()?)?,
            Program::Lsm(program) => program.load(self.name(name)?, self.kernel()?)?,
            Program::Extension(_) => return Err(Refusal::Argument("the program to replace a function of")),
            #[cfg(not(aya_before_0_14))]
            newer => versions::load(newer, self, name)?,
        }
        Ok(())
    }

    pub fn name(&self, program: &str) -> Result<&'a str, Refusal> {
        let target = self.names.get(program).map(String::as_str);
        target.ok_or(Refusal::Argument("the name of what the program attaches to"))
    }

    /// The running kernel's BTF even where another one stands for it in relocation: the kernel looks the target up in
    /// its own.
    pub fn kernel(&self) -> Result<&Btf, Refusal> {
        if let Some(btf) = self.kernel.get() {
            return Ok(btf);
        }
        let btf = Btf::from_sys_fs()?;
        Ok(self.kernel.get_or_init(|| btf))
    }
}
