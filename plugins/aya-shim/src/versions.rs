//! All that differs between the versions of aya that the plugin can be built with: 0.13 and 0.14.

use aya::{
    EbpfLoader,
    maps::{Map, MapData},
};

#[cfg(not(aya_before_0_14))]
pub fn pin_directory(loader: &mut EbpfLoader<'_>, path: &str) {
    loader.default_map_pin_directory(path);
}

#[cfg(aya_before_0_14)]
pub fn pin_directory(loader: &mut EbpfLoader<'_>, path: &str) {
    loader.map_pin_path(path);
}

/// Sets a global variable, which must exist.
#[cfg(not(aya_before_0_14))]
pub fn set_global<'a>(loader: &mut EbpfLoader<'a>, name: &'a str, value: &'a [u8]) {
    loader.override_global(name, value, true);
}

/// Sets a global variable, which must exist.
#[cfg(aya_before_0_14)]
pub fn set_global<'a>(loader: &mut EbpfLoader<'a>, name: &'a str, value: &'a [u8]) {
    loader.set_global(name, value, true);
}

/// Loads a program of a type that 0.13 does not have.
#[cfg(not(aya_before_0_14))]
pub fn load(
    program: &mut aya::programs::Program,
    targets: &crate::programs::Targets<'_>,
    name: &str,
) -> Result<(), crate::programs::Refusal> {
    use aya::programs::Program;
    match program {
        Program::FlowDissector(program) => program.load()?,
        Program::ReusePortSocketFilter(program) => program.load()?,
        Program::SkReuseport(program) => program.load()?,
        Program::Iter(program) => program.load(targets.name(name)?, targets.kernel()?)?,
        Program::LsmCgroup(program) => program.load(targets.name(name)?, targets.kernel()?)?,
        _ => return Err(crate::programs::Refusal::Argument("a call that this plugin does not know")),
    }
    Ok(())
}

/// What all maps have in common.
#[rustfmt::skip]
pub fn data(map: &Map) -> &MapData {
    match map {
        Map::Array(data) | Map::BloomFilter(data) | Map::CpuMap(data) | Map::DevMap(data) | Map::DevMapHash(data)
        | Map::HashMap(data) | Map::LpmTrie(data) | Map::LruHashMap(data) | Map::PerCpuArray(data)
        | Map::PerCpuHashMap(data) | Map::PerCpuLruHashMap(data) | Map::PerfEventArray(data)
        | Map::ProgramArray(data) | Map::Queue(data) | Map::RingBuf(data) | Map::SockHash(data) | Map::SockMap(data)
        | Map::Stack(data) | Map::StackTraceMap(data) | Map::Unsupported(data) | Map::XskMap(data) => data,
        #[cfg(not(aya_before_0_14))]
        Map::ArrayOfMaps(data) | Map::CgroupArray(data) | Map::CgroupStorage(data) | Map::CgrpStorage(data)
        | Map::HashOfMaps(data) | Map::InodeStorage(data) | Map::PerCpuCgroupStorage(data)
        | Map::ReusePortSockArray(data) | Map::SkStorage(data) => data,
    }
}
