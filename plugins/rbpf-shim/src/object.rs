//! Reads an object with aya-obj, whose maps and instructions are those that aya would give to the kernel.

use std::{
    collections::{HashMap, HashSet},
    error::Error,
    fs,
};

use aya_obj::{
    EbpfSectionKind, Function, Map, Object as Parsed, Program, ProgramSection,
    btf::Btf,
    generated::{bpf_insn, bpf_prog_type},
};
use difftest_plugin::{Call, Contents, Element, LoadRequest, ReportedFunction, ReportedMap, ReportedProgram};

/// What a kernel would be asked for: programs and maps, both by name.
pub struct Object {
    pub programs: Vec<ReportedProgram>,
    pub maps: Vec<ReportedMap>,
}

/// Why an object cannot be read, and by which step.
type Refusal = (Call, Box<dyn Error>);

impl Object {
    pub fn read(request: &LoadRequest) -> Result<Self, Refusal> {
        let mut parsed = parse(request).map_err(|error| (Call::Open, error))?;
        relocate(&mut parsed, request).map_err(|error| (Call::Load, error))
    }
}

fn parse(request: &LoadRequest) -> Result<Parsed, Box<dyn Error>> {
    let mut parsed = Parsed::parse(&fs::read(&request.object_path)?)?;
    let globals = request.globals.iter().map(|(name, value)| (name.as_str(), (value.as_slice(), true)));
    parsed.patch_map_data(globals.collect())?;
    Ok(parsed)
}

/// Takes the steps that aya takes, with a number in the place of each map's descriptor.
fn relocate(parsed: &mut Parsed, request: &LoadRequest) -> Result<Object, Box<dyn Error>> {
    if parsed.has_btf_relocations() {
        let target = match request.target_btf_path.as_str() {
            "" => Btf::from_sys_fs()?,
            path => Btf::parse_file(path, parsed.endianness)?,
        };
        parsed.relocate_btf(&target)?;
    }
    let mut maps: Vec<(String, Map)> = parsed.maps.drain().collect();
    maps.sort_by(|(a, _), (b, _)| a.cmp(b));
    let text_sections: HashSet<usize> = parsed.functions.keys().map(|(section, _)| *section).collect();
    let numbered = maps.iter().zip(1..).map(|((name, map), number)| (name.as_str(), number, map));
    parsed.relocate_maps(numbered, &text_sections)?;
    let names =
        parsed.functions.values().filter_map(|function| Some((type_id(function)?, function.name.clone()))).collect();
    parsed.relocate_calls(&text_sections)?;
    let maps = maps.into_iter().zip(1..).map(|((name, map), number)| report_map(name, number, &map)).collect();
    let report = |(name, program): (&String, &Program)| {
        let function = &parsed.functions[&program.function_key()];
        ReportedProgram {
            name: name.clone(),
            instructions: function.instructions.iter().flat_map(bytes).collect(),
            functions: subprograms(function, &names),
            r#type: program_type(&program.section),
            refusal: String::new(),
        }
    };
    let mut programs: Vec<_> = parsed.programs.iter().map(report).collect();
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Object { programs, maps })
}

/// The type of a function, which tells it from all others of the object. There is none without BTF.
fn type_id(function: &Function) -> Option<u32> {
    Some(function.func_info.func_info.first()?.type_id)
}

/// The functions that were linked behind a program's own, by their func_info.
fn subprograms(function: &Function, names: &HashMap<u32, String>) -> Vec<ReportedFunction> {
    let linked = function.func_info.func_info.iter().skip(1);
    linked
        .filter_map(|info| Some(ReportedFunction { name: names.get(&info.type_id)?.clone(), start: info.insn_off }))
        .collect()
}

fn report_map(name: String, number: u32, map: &Map) -> ReportedMap {
    let is_data = matches!(map.section_kind(), EbpfSectionKind::Bss | EbpfSectionKind::Data | EbpfSectionKind::Rodata);
    let elements = match map.data() {
        data if is_data && data.iter().any(|byte| *byte != 0) => vec![Element { key: vec![0; 4], value: data.into() }],
        _ => Vec::new(),
    };
    ReportedMap {
        name,
        number,
        r#type: map.map_type(),
        key_size: map.key_size(),
        value_size: map.value_size(),
        max_entries: map.max_entries(),
        map_flags: map.map_flags(),
        map_extra: map.map_extra(),
        contents: Some(Contents { elements }),
    }
}

/// The types for which this plugin can make the context that programs expect; rbpf itself knows none.
fn program_type(section: &ProgramSection) -> u32 {
    let known = match section {
        ProgramSection::Xdp { .. } => bpf_prog_type::BPF_PROG_TYPE_XDP,
        ProgramSection::SocketFilter => bpf_prog_type::BPF_PROG_TYPE_SOCKET_FILTER,
        ProgramSection::SchedClassifier => bpf_prog_type::BPF_PROG_TYPE_SCHED_CLS,
        _ => bpf_prog_type::BPF_PROG_TYPE_UNSPEC,
    };
    known as u32
}

fn bytes(insn: &bpf_insn) -> [u8; 8] {
    let mut bytes = [insn.code, insn.dst_reg() | insn.src_reg() << 4, 0, 0, 0, 0, 0, 0];
    bytes[2..4].copy_from_slice(&insn.off.to_ne_bytes());
    bytes[4..].copy_from_slice(&insn.imm.to_ne_bytes());
    bytes
}
