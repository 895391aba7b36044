//! The kernel's ids of what aya has loaded.

use aya::{
    Ebpf,
    maps::{Map, MapData},
};
use difftest_plugin::Named;

/// The programs that are in the kernel.
pub fn programs(ebpf: &Ebpf) -> Vec<Named> {
    let loaded = ebpf.programs().filter(|(_, program)| program.fd().is_ok());
    loaded.map(|(name, program)| named(name, program.info().expect("info of a program").id())).collect()
}

/// The maps, all of which aya creates.
pub fn maps(ebpf: &Ebpf) -> Vec<Named> {
    ebpf.maps().map(|(name, map)| named(name, data(map).info().expect("info of a map").id())).collect()
}

fn named(name: &str, id: u32) -> Named {
    Named { name: name.into(), id }
}

#[rustfmt::skip]
fn data(map: &Map) -> &MapData {
    match map {
        Map::Array(data) | Map::ArrayOfMaps(data) | Map::BloomFilter(data) | Map::CgroupArray(data)
        | Map::CgroupStorage(data) | Map::CgrpStorage(data) | Map::CpuMap(data) | Map::DevMap(data)
        | Map::DevMapHash(data) | Map::HashMap(data) | Map::HashOfMaps(data) | Map::InodeStorage(data)
        | Map::LpmTrie(data) | Map::LruHashMap(data) | Map::PerCpuArray(data) | Map::PerCpuCgroupStorage(data)
        | Map::PerCpuHashMap(data) | Map::PerCpuLruHashMap(data) | Map::PerfEventArray(data)
        | Map::ProgramArray(data) | Map::Queue(data) | Map::ReusePortSockArray(data) | Map::RingBuf(data)
        | Map::SkStorage(data) | Map::SockHash(data) | Map::SockMap(data) | Map::Stack(data)
        | Map::StackTraceMap(data) | Map::Unsupported(data) | Map::XskMap(data) => data,
    }
}
