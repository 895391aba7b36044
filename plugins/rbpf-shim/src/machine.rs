//! Runs programs with rbpf.

use std::collections::BTreeMap;

use difftest_plugin::{Done, Ran, ReportedMap, ReportedProgram, RunRequest, Stopped, Unsupported};
use rbpf::EbpfVmMbuff;

use crate::{
    context::View,
    memory::{LowPage, addresses},
};

/// What the kernel keeps of a page for XDP beside the packet: headroom and struct skb_shared_info. A longer packet comes
/// in fragments, which rbpf does not know.
const LINEAR: usize = LowPage::SIZE - 256 - 320;

const INSN: usize = 8;
const LOAD_IMM64: u8 = 0x18;
const CALL: u8 = 0x85;
const PSEUDO_MAP_FD: u8 = 1;
const PSEUDO_MAP_VALUE: u8 = 2;

/// Has rbpf's verifier look at a program and takes note of what it says. Returns whether it refuses.
pub fn refuses(program: &mut ReportedProgram) -> bool {
    if let Err(error) = EbpfVmMbuff::new(Some(&program.instructions)) {
        program.refusal = error.to_string();
    }
    !program.refusal.is_empty()
}

/// The programs of an object that can be run, and the memory of its data sections.
pub struct Machine {
    programs: BTreeMap<String, (View, Result<Vec<u8>, String>)>,
    data: Vec<Vec<u8>>,
}

impl Machine {
    pub fn new(programs: &[ReportedProgram], maps: &[ReportedMap]) -> Self {
        let mut machine = Self { programs: BTreeMap::new(), data: Vec::new() };
        let mut sections = BTreeMap::new();
        for map in maps.iter().filter(|map| map.name.starts_with('.')) {
            let held = map.contents.iter().flat_map(|contents| &contents.elements).next();
            let memory = held.map_or_else(|| vec![0; map.value_size as usize], |element| element.value.clone());
            sections.insert(map.number, memory.as_ptr().addr() as u64);
            machine.data.push(memory);
        }
        for program in programs.iter().filter(|program| program.refusal.is_empty()) {
            if let Some(view) = View::of(program.r#type) {
                machine.programs.insert(program.name.clone(), (view, link(&program.instructions, &sections)));
            }
        }
        machine
    }

    pub fn run(&mut self, request: &RunRequest) -> Ran {
        let Some((view, linked)) = self.programs.get(&request.program) else {
            return lacks(format!("a way to run {}", request.program));
        };
        match linked {
            Err(what) => lacks(what.clone()),
            Ok(_) if !request.context.is_empty() => lacks("contexts that are given".into()),
            Ok(_) if request.data.len() > LINEAR => lacks("packets in fragments".into()),
            Ok(code) => self.execute(view, code, &request.data),
        }
    }

    fn execute(&self, view: &View, code: &[u8], packet: &[u8]) -> Ran {
        let mut page = LowPage::new().expect("a page of memory");
        page.bytes(packet.len()).copy_from_slice(packet);
        let ether_type = packet.get(12..14).map_or([0; 2], |field| [field[0], field[1]]);
        let (skipped, len) = (view.skipped.min(packet.len()), packet.len());
        let context = view.context(page.address() + skipped as u32, (len - skipped) as u32, ether_type);
        let mut machine = EbpfVmMbuff::new(Some(code)).expect("the verifier looks at no addresses");
        for section in &self.data {
            machine.register_allowed_memory(addresses(section));
        }
        match machine.execute_program(&page.bytes(len)[skipped..], &context) {
            Ok(r0) => Ran::Done(Done { retval: r0 as u32, data: view.writes.then(|| page.bytes(len).to_vec()) }),
            Err(error) => Ran::Stopped(Stopped { message: error.to_string() }),
        }
    }
}

fn lacks(what: String) -> Ran {
    Ran::Unsupported(Unsupported { message: format!("rbpf does not have {what}"), ..Default::default() })
}

/// Puts addresses of data sections in the place of their numbers, as the kernel does. The error names a map or helper
/// that rbpf does not have.
fn link(instructions: &[u8], sections: &BTreeMap<u32, u64>) -> Result<Vec<u8>, String> {
    let mut code = instructions.to_vec();
    let mut at = 0;
    while at < code.len() {
        let insn = &code[at..];
        let (opcode, source, number) = (insn[0], insn[1] >> 4, u32_at(insn, 4));
        match (opcode, source) {
            (CALL, 0) => return Err(format!("helper {}", number as i32)),
            (LOAD_IMM64, PSEUDO_MAP_FD) => return Err(format!("map {number}")),
            (LOAD_IMM64, PSEUDO_MAP_VALUE) => {
                let section = sections.get(&number).ok_or_else(|| format!("map {number}"))?;
                let address = section + u64::from(u32_at(insn, INSN + 4));
                code[at + 4..at + INSN].copy_from_slice(&(address as u32).to_ne_bytes());
                code[at + INSN + 4..at + 2 * INSN].copy_from_slice(&((address >> 32) as u32).to_ne_bytes());
            }
            _ => {}
        }
        at += if opcode == LOAD_IMM64 { 2 * INSN } else { INSN };
    }
    Ok(code)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_ne_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}
